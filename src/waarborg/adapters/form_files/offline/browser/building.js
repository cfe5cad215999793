/* What all of the page is made with. Words of people are only ever text here, never markup. */

let WORDS = {};

/* A sentence of the page, with what belongs in it; of two sentences the one that fits the number. */
function say(name, about = {}) {
  const found = WORDS[name];
  const text = Array.isArray(found) ? found[about.count === 1 ? 0 : 1] : found;
  return text.replace(/\{(\w+)\}/g, (_, key) => String(about[key]));
}

/* An element. `on…` in the attributes listens; false and null leave an attribute out. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((one) => one !== null && one !== ""));
  return element;
}

const hidden = (text) => make("span", { class: "hidden" }, text);

/* A button; `about` is only heard, so that two buttons do not have one name. */
function makeButton(text, about, onclick, kind = "button") {
  return make("button", { type: "button", class: kind, onclick }, text, about ? hidden(`: ${about}`) : null);
}

/* A text of the form: each line is a paragraph, and lines that begin with a dash make a list. */
function makeParagraphs(text = "") {
  const found = [];
  for (const line of text.split("\n").map((one) => one.trim()).filter(Boolean)) {
    const last = found[found.length - 1];
    if (!line.startsWith("- ")) found.push(make("p", {}, line));
    else if (last?.tagName === "UL") last.append(make("li", {}, line.slice(2)));
    else found.push(make("ul", {}, make("li", {}, line.slice(2))));
  }
  return found;
}

function makeDetails(summary, about, ...children) {
  return make("details", {}, make("summary", {}, summary, about ? hidden(`: ${about}`) : null), ...children);
}

/* An address in a source, to click: nothing of it is asked for before. */
function makeLink(words, address) {
  if (!/^https?:\/\//.test(address)) return words;
  return make("a", { href: address, rel: "noreferrer noopener", target: "_blank" }, words, hidden(` (${say("elsewhere")})`));
}

/* A day as people read it. */
function tellDay(iso) {
  const day = readDay(String(iso).slice(0, 10));
  if (day === null) return String(iso);
  return toDate(day).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

function tellTime(moment) {
  return moment.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(4));
  return [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
}
