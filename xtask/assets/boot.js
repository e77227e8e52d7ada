// Opens the portal: guards what may become markup, then fetches the app and starts it.
// `cargo xtask finish` writes the addresses in place of the words in braces.

const glue = "{glue}";
const wasm = "{wasm}";
const integrity = "{wasm-integrity}";

// The app writes static markup of its own through innerHTML, so the page's policy needs one that lets harmless markup pass.
// Nothing that runs, loads or sends may pass; the one script that may be named is the service worker.
const harmful = /<(script|iframe|object|embed|base|meta|link|style|form)\b|[\s"'/]on[a-z]+\s*=|javascript:/i;
globalThis.trustedTypes?.createPolicy("default", {
  createHTML: (markup) => (harmful.test(markup) ? null : markup),
  createScriptURL: (address) => (address === "/sw.js" ? address : null),
});

// The words of both notices stand in index.html.
function tell(notice) {
  const section = document.getElementById(notice);
  section.hidden = false;
  section.querySelector("button").onclick = () => location.reload();
  section.querySelector("h1").focus();
}

// The app that stops does so with this error, and what it had stored is kept.
function watch(error) {
  if (error instanceof WebAssembly.RuntimeError) tell("portal-stopped");
}

// Has the worker keep the portal on the phone for when there is no network. Nothing waits for it, and without it the portal works online.
function keep() {
  const register = () => navigator.serviceWorker?.register("/sw.js", { updateViaCache: "none" }).catch(console.warn);
  (globalThis.requestIdleCallback ?? setTimeout)(register);
}

// What the app will fetch first once it has started, asked for meanwhile: a sample's address names its file, and the first visit lists the samples.
function hint({ pathname }) {
  const [, sample] = pathname.match(/^\/sample\/([\w-]+)/) ?? [];
  const isFirst = pathname === "/" && !navigator.serviceWorker?.controller;
  for (const file of sample ? ["index", sample] : isFirst ? ["index"] : []) {
    const link = { rel: "preload", as: "fetch", crossOrigin: "anonymous", href: `/clinic/samples/${file}.json` };
    document.head.append(Object.assign(document.createElement("link"), link));
  }
}

hint(location);
try {
  const { default: start } = await import(glue);
  await start({ module_or_path: fetch(wasm, { integrity }) });
  addEventListener("error", (event) => watch(event.error));
  addEventListener("unhandledrejection", (event) => watch(event.reason));
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep);
} catch (error) {
  console.error(error);
  document.getElementById("shell")?.remove();
  tell("portal-closed");
}
