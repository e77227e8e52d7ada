// Fetches the second module of the wasm, and the style of its pages, once it is asked for, and tells who asked whether it is there.
// `cargo xtask finish` puts this into the glue, whose `wasm` is the first module, and writes the words in braces.
let arriving;

async function bytes() {
  const answer = await fetch("{wasm}", { integrity: "{integrity}" });
  return answer.arrayBuffer();
}

function style() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "{style}", integrity: "{style-integrity}" });
  return new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

async function arrive() {
  const [second] = await Promise.all([bytes(), style()]);
  await WebAssembly.instantiate(second, { __wasm_split: wasm });
}

// Never twice, for it would lay its first values over what has become of them; but again where it did not arrive.
async function load(tell, question) {
  let arrived = true;
  try {
    await (arriving ??= arrive());
  } catch (error) {
    console.warn(error);
    arriving = undefined;
    arrived = false;
  }
  wasm.__indirect_function_table.get(tell)(question, arrived);
}
