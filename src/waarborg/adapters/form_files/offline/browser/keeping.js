/* The answers of this file: read from it, kept in this browser while somebody works, and written to a new file. */

const MOST_DIGITS_TYPED = 18;
const CANNOT_BE_KEPT = /[\0\ud800-\udfff]/gu; // half of a pair, and the character that is none

/* --- reading and writing ------------------------------------------------------------------------------- */
/* JSON in which the numbers of answers keep every digit. Between quotes a quote is escaped, so this finds no text. */
function readJson(text) {
  const exact = text.replace(/"(value|answer)":(-?\d[\d.eE+-]*)/g, '"$1":{"exact":"$2"}');
  return JSON.parse(exact, (name, value) => (["value", "answer"].includes(name) && typeof value?.exact === "string" ? new Exact(value.exact) : value));
}

/* No sign in it can end the block of a page in which it stands. */
function writeJson(value) {
  return writeValue(value).replaceAll("<", "\\u003c");
}

function writeValue(value) {
  if (value instanceof Exact) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeValue).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}:${writeValue(one)}`).join(",")}}`;
}

/* --- what is typed, as an answer ----------------------------------------------------------------------- */
function tidyText(text) {
  return text.replace(/\r\n?/g, "\n").replace(CANNOT_BE_KEPT, "").trim() || null;
}

/* A number that was typed, also with a comma; what is no number stays as it was typed. */
function tidyNumber(text) {
  const typed = tidyText(text);
  if (typed === null || !/^-?\d+([.,]\d+)?$/.test(typed) || typed.length > MOST_DIGITS_TYPED) return typed;
  return new Exact(typed.replace(",", ".").replace(/^(-?)0+(?=\d)/, "$1"));
}

/* An amount as it is kept: 1250.50. */
function tidyMoney(text) {
  const typed = tidyText(text);
  if (typed === null) return null;
  const bare = typed.replace(/[€\s]/g, "");
  const amount = bare.includes(",") ? bare.replaceAll(".", "").replace(",", ".") : bare;
  return /^\d+(\.\d+)?$/.test(amount) ? amount : typed;
}

/* --- work ---------------------------------------------------------------------------------------------- */
/* All answers, and whether they stand in a file yet. */
class Work {
  constructor(document, onchange) {
    this.document = document;
    this.onchange = onchange;
    this.isSaved = true;
    this.takeOver(document);
  }

  takeOver(document) {
    const answers = document.answers.map((one) => [one.place, {
      value: one.value, declined: Boolean(one.declined), taken: one.taken ?? "", base: one.base ?? 0,
    }]);
    this.sheet = new Sheet(new Map(answers));
    this.savedAt = document.offline.saved_at ?? "";
  }

  answer(place, value, { declined = false, taken = "" } = {}) {
    const base = this.sheet.find(place)?.base ?? 0;
    this.sheet.answers.set(place, { value, declined, taken, base });
    this.isSaved = false;
    this.onchange();
  }

  /* Whether all rows around a place are there: of a row that was taken away nothing is written. */
  hasRows(form, place) {
    const { id, rows } = fromPlace(place);
    const repeated = form.places.get(id)?.repeated ?? [];
    return rows.every((row, depth) => repeated[depth] && this.sheet.listRows(repeated[depth].id, rows.slice(0, depth)).includes(row));
  }

  /* The answers as a file of answers. What was emptied is written too: that is a change. */
  describe(form, moment) {
    const answers = [];
    for (const [place, { value, declined, taken, base }] of this.sheet.answers) {
      if (!(value !== null || declined || base) || !this.hasRows(form, place)) continue;
      answers.push({ place, value: declined ? null : value, declined, taken, base });
    }
    return { ...this.document, offline: { ...this.document.offline, saved_at: moment }, answers };
  }
}

/* --- in this browser ----------------------------------------------------------------------------------- */
/* Work that stands in no file yet, kept in the browser as far as that allows it. One name for each download. */
class Drawer {
  constructor(document) {
    const { assessment, made_at } = document.offline;
    this.name = `waarborg ${document.algorithm.id ?? ""} ${assessment} ${made_at}`;
    this.isOpen = true;
  }

  find() {
    try {
      const kept = localStorage.getItem(this.name);
      return kept === null ? null : readJson(kept);
    } catch {
      return null; // closed, or not ours: then there is nothing
    }
  }

  /* Whether it was kept. A drawer that is too small or closed is not tried again. */
  keep(document) {
    if (!this.isOpen) return false;
    try {
      localStorage.setItem(this.name, writeJson(document));
    } catch {
      this.isOpen = false;
      this.empty();
    }
    return this.isOpen;
  }

  empty() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      this.isOpen = false;
    }
  }
}

/* --- as a file ----------------------------------------------------------------------------------------- */
/* Only what was ours when the page opened: what a browser or its extensions add to a page does not go along. */
function copyPaper() {
  const paper = document.documentElement.cloneNode(true);
  for (const one of [...paper.children].flatMap((part) => [part, ...part.children])) {
    if (!one.hasAttribute("data-own")) one.remove();
  }
  for (const one of [paper, ...paper.children]) {
    for (const name of one.getAttributeNames()) if (!["lang", "data-own"].includes(name)) one.removeAttribute(name);
  }
  return paper;
}

/* This page with other answers in it. */
function writePage(paper, document) {
  const copy = paper.cloneNode(true);
  copy.querySelector("#waarborg-answers").textContent = writeJson(document);
  return `<!doctype html>\n${copy.outerHTML}\n`;
}

function saveAs(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
