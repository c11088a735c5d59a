// Block Kit on standard input becomes a page on standard output. docs/pictures/slack.py calls it; see there.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = process.argv[2];
const require = createRequire(join(modules, "index.js"));
const React = require("react");
const { renderToStaticMarkup } = require("react-dom/server");
const { Message } = require("slack-blocks-to-jsx");

// The package takes `verbatim` for "no formatting at all"; to Slack it means "link nothing by yourself".
// Its server render shows a placeholder where Slack shows the option that is already chosen.
const told = (key, value) =>
  key === "verbatim" ? undefined
  : value?.initial_option ? { ...value, placeholder: value.initial_option.text }
  : value;
const { blocks, framed } = JSON.parse(readFileSync(0, "utf-8"), told);
const logo =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" rx="8" fill="#1f2937"/>' +
      '<path d="M8 24h6l4-14 4 18 3-8h5" fill="none" stroke="#fbbf24" stroke-width="3" stroke-linejoin="round"/></svg>',
  );
const time = new Date(2026, 3, 8, 9, 41);
const body = renderToStaticMarkup(React.createElement(Message, { blocks, logo, name: "Launchwire", time }));
const style = readFileSync(join(modules, "node_modules/slack-blocks-to-jsx/dist/style.css"), "utf-8");
const frame = framed ? "border:1px solid #ddd;border-radius:8px;padding:16px" : "";
process.stdout.write(
  `<!doctype html><meta charset="utf-8"><style>${style}
  body { margin: 0; padding: 18px; background: #fff; font: 15px/1.46 Lato, "DejaVu Sans", sans-serif; }
  </style><div style="${frame}">${body}</div>
  <script>document.title = Math.ceil(document.body.getBoundingClientRect().height);</script>`,
);
