// What a calendar finds in a file: read by ical.js, which has no part in writing it.

import ICAL from "ical.js";

/**
 * The entries of a calendar file, in its order: `{ uid, sequence, status, start, end, summary, alarms }`, times as `2026-11-26T11:30:00.000Z`,
 * alarms as `{ minutesBefore, text }`. Throws where the file is none.
 */
export function parsed(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.name !== "vcalendar") throw new Error(`no calendar but ${calendar.name}`);
  return calendar.getAllSubcomponents("vevent").map((entry) => {
    const { uid, sequence, startDate, endDate, summary } = new ICAL.Event(entry);
    return {
      uid,
      sequence,
      status: entry.getFirstPropertyValue("status"),
      start: instant(startDate),
      end: instant(endDate),
      summary,
      alarms: entry.getAllSubcomponents("valarm").map(alarm),
    };
  });
}

function instant(time) {
  if (time.zone !== ICAL.Timezone.utcTimezone) throw new Error(`${time} is not in UTC`);
  return time.toJSDate().toISOString();
}

function alarm(component) {
  const trigger = component.getFirstProperty("trigger");
  if ((trigger.getParameter("related") ?? "START") !== "START") throw new Error(`${trigger.toICALString()} does not count from the start`);
  return { minutesBefore: 0 - trigger.getFirstValue().toSeconds() / 60, text: component.getFirstPropertyValue("description") };
}
