// Reads diagrams with the tools of their own languages, which a folder of node_modules has: gets
// {language: {name: text}}, and writes what each tool says of each: "" where it takes all of it.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const load = path => import(pathToFileURL(`${process.argv[2]}/${path}`));
const given = JSON.parse(readFileSync(0, "utf8"));

async function mermaid() {
  const { JSDOM } = await load("jsdom/lib/api.js");
  globalThis.window = new JSDOM("<!doctype html><body></body>").window;
  globalThis.document = window.document;
  const tool = (await load("mermaid/dist/mermaid.core.mjs")).default;
  return async text => { await tool.parse(text); };
}

async function d2() {
  const { D2 } = await load("@terrastruct/d2/dist/node-esm/index.js");
  const tool = new D2();
  return async text => {
    const { shapes, connections } = (await tool.compile(text)).diagram;
    const arrows = text.match(/^\w+ -> /gm) ?? [], boxes = text.match(/^\w+: "/gm) ?? [];
    if (shapes.length !== boxes.length || connections.length !== arrows.length) throw new Error("not all of it is drawn");
  };
}

const found = {};
for (const [language, begin] of [["d2", d2], ["mermaid", mermaid]]) { // d2 takes a window for a browser's
  const read = await begin();
  found[language] = {};
  for (const [name, text] of Object.entries(given[language])) {
    found[language][name] = await read(text).then(() => "", error => String(error.message));
  }
}
console.log(JSON.stringify(found));
process.exit(0);
