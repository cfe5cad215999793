/* One form with its answers: which questions are asked, which wait, and how far it is. The same as
   core/forms/reading.py, rules.py and progress.py; a test compares them. */

const ASKED = "asked", NOT_ASKED = "not_asked", WAITING = "waiting", BEYOND = "beyond";
const STEPS = { low: 1, medium: 2, high: 3 };
const ROWED = ["table", "risks", "actions"];

const toPlace = (id, rows) => (rows.length ? `${id}@${rows.join(".")}` : id);

function fromPlace(place) {
  const [id, rows] = place.split("@");
  return { id, rows: rows ? rows.split(".") : [] };
}

/* --- the form ------------------------------------------------------------------------------------------ */
/* The form as the file holds it, with where everything stands. */
class Form {
  constructor(given) {
    this.parts = given.parts;
    this.frames = new Map(Object.entries(given.frames));
    this.given = new Map(Object.entries(given.given).map(([name, value]) => [name, readValue(value)]));
    this.conditional = new Set(given.conditional);
    this.places = new Map();
    for (const part of this.parts) this.index(part.items, part, []);
    this.order = given.order.map((id) => this.places.get(id).item);
    this.plain = [...this.places.values()].filter(({ item, repeated }) => item.kind === "question" && !repeated.length).map(({ item }) => item);
  }

  index(items, part, groups) {
    for (const item of items) {
      this.places.set(item.id, { item, part, groups, repeated: groups.filter((group) => group.repeat) });
      if (item.kind === "group") this.index(item.items, part, [...groups, item]);
    }
  }

  find(id) {
    return this.places.get(id)?.item ?? null;
  }
}

/* The questions of a row: those of the group, and of groups in it that are not repeated. */
function listOwn(group) {
  return group.items.flatMap((item) => (item.kind === "question" ? [item] : item.kind === "group" && !item.repeat ? listOwn(item) : []));
}

/* The repeated groups within a row, not those within their rows. */
function listInner(group) {
  return group.items.flatMap((item) => (item.kind !== "group" ? [] : item.repeat ? [item] : listInner(item)));
}

/* --- answers as conditions read them ------------------------------------------------------------------- */
function rate(likelihood, impact) {
  return Object.hasOwn(STEPS, likelihood ?? "") && Object.hasOwn(STEPS, impact ?? "") ? STEPS[likelihood] * STEPS[impact] : null;
}

function convert(type, value) {
  switch (type) {
    case "boolean": return typeof value === "boolean" ? value : null;
    case "number": return readNumber(value);
    case "money": {
      const amount = readNumber(value);
      return amount && new Money(amount, "EUR");
    }
    case "date": return readDay(String(value));
    case "choices":
    case "list": return Array.isArray(value) ? value.map(String) : null;
  }
  return String(value);
}

function readCell(type, text) {
  if (type === "boolean") return { yes: true, no: false }[text] ?? null;
  if (type === "choices") return text.split(/\s+/).filter(Boolean);
  return convert(type, text);
}

function toRecord(row, question) {
  const facts = new Map();
  for (const column of question.columns) {
    const value = row[column.id] ? readCell(column.type, row[column.id]) : null;
    if (value !== null) facts.set(column.id, value);
  }
  if (question.type === "risks") {
    for (const [name, before] of [["level", ""], ["residual_level", "residual_"]]) {
      const level = rate(row[`${before}likelihood`], row[`${before}impact`]);
      if (level !== null) facts.set(name, WHOLE(level));
    }
  }
  return new Row(facts, "");
}

/* An answer in the shape in which conditions read it; null when nothing is said, or what is said cannot be. */
function toLaw(question, value) {
  if (value === null || value === undefined) return null;
  if (ROWED.includes(question.type)) return Array.isArray(value) ? value.map((row) => toRecord(row, question)) : [];
  return convert(question.type, value instanceof Exact ? value.text : value);
}

/* A number as it was written: the numbers of JavaScript would round it. */
class Exact {
  constructor(text) { this.text = text; }
}

/* --- answers ------------------------------------------------------------------------------------------- */
class Sheet {
  constructor(answers = new Map()) { this.answers = answers; }

  find(place) {
    return this.answers.get(place) ?? null;
  }

  value(id, rows = []) {
    return this.find(toPlace(id, rows))?.value ?? null;
  }

  listRows(group, rows = []) {
    const value = this.value(group, rows);
    return Array.isArray(value) ? value : [];
  }
}

function isGiven(answer) {
  return answer !== null && (answer.declined || answer.value !== null);
}

/* What work comes to; null when a browser cannot do it, such as a row of facts that is longer than it can follow. */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/* --- reading ------------------------------------------------------------------------------------------- */
class Reading {
  constructor(form, sheet) {
    this.form = form;
    this.sheet = sheet;
    this.given = new Map(form.given);
    this.within = new Map();
    this.addSaid(this.given, form.plain, []);
    for (const group of form.order) {
      this.evaluation = this.evaluate(this.given);
      this.within = new Map();
      const records = this.makeRecords(group, [], []);
      if (records !== null) this.given.set(this.nameOf(group.id), records);
    }
    this.within = new Map();
    this.evaluation = this.evaluate(this.given);
  }

  evaluate(given) {
    return new Evaluation(this.form.frames, given);
  }

  nameOf(id) {
    return this.form.conditional.has(id) ? `${id} ingevuld` : id;
  }

  addSaid(given, questions, rows) {
    for (const question of questions) {
      const value = toLaw(question, this.sheet.value(question.id, rows));
      if (value !== null) given.set(this.nameOf(question.id), value);
    }
  }

  lookWithin(around, rows) {
    if (!around.length) return this.evaluation;
    const last = around[around.length - 1];
    const key = toPlace(last.id, rows);
    if (this.within.has(key)) return this.within.get(key);
    const given = new Map(this.given);
    around.forEach((group, depth) => this.addSaid(given, listOwn(group), rows.slice(0, depth + 1)));
    this.within.set(key, this.evaluate(given));
    for (const inner of listInner(last)) {
      const records = this.makeRecords(inner, around, rows);
      if (records === null) continue;
      given.set(this.nameOf(inner.id), records);
      this.within.set(key, this.evaluate(given));
    }
    return this.within.get(key);
  }

  makeRecords(group, around, rows) {
    if (!Array.isArray(this.sheet.value(group.id, rows)) && group.least > 0) return null;
    return this.sheet.listRows(group.id, rows).map((row) => this.makeRecord([...around, group], [...rows, row]));
  }

  makeRecord(around, rows) {
    const evaluation = this.lookWithin(around, rows);
    const last = around[around.length - 1];
    const facts = new Map();
    for (const { id } of [...listOwn(last), ...listInner(last)]) {
      const conclusion = attempt(() => evaluation.concludeFact(id));
      if (conclusion && isKnown(conclusion.value)) facts.set(id, conclusion.value);
    }
    return new Row(facts, rows.join("."));
  }

  /* Whether something is asked: {standing, waitsFor}. What cannot be worked out here is shown, never hidden. */
  stand(id, rows) {
    if (!this.form.conditional.has(id)) return { standing: ASKED, waitsFor: [] };
    const { repeated } = this.form.places.get(id);
    return this.judge(() => this.lookWithin(repeated, rows).concludeFact(`${id} wordt gevraagd`));
  }

  judge(work) {
    const conclusion = attempt(work);
    if (conclusion === null) return { standing: BEYOND, waitsFor: [] };
    if (conclusion.value === true) return { standing: ASKED, waitsFor: [] };
    if (conclusion.value === false) return { standing: NOT_ASKED, waitsFor: [] };
    const { names, isBeyond } = listUnknown(conclusion);
    const waitsFor = [...new Set(names.map((name) => name.replace(/ ingevuld$/, "")))];
    return { standing: isBeyond ? BEYOND : WAITING, waitsFor };
  }

  standPart(part) {
    return part.when ? this.judge(() => this.evaluation.conclude(part.when)).standing : ASKED;
  }

  /* Everything in a part in its order, each row of a repeated group after a line that says so. */
  listPart(part) {
    const found = [];
    const walk = (items, rows, depth) => {
      for (const item of items) {
        const one = { item, rows, depth, place: toPlace(item.id, rows), ...this.stand(item.id, rows) };
        found.push(one);
        if (item.kind === "group" && item.repeat) {
          for (const row of this.sheet.listRows(item.id, rows)) {
            found.push({ ...one, row, isRow: true });
            walk(item.items, [...rows, row], depth + 1);
          }
        } else if (item.kind === "group") {
          walk(item.items, rows, depth + 1);
        }
      }
    };
    walk(part.items, [], 0);
    return found;
  }

  /* How far a part is; null when it is not asked. */
  measure(part) {
    if (this.standPart(part) === NOT_ASKED) return null;
    const count = { asked: 0, answered: 0, waiting: 0 };
    for (const one of this.listPart(part)) {
      if (one.item.kind !== "question" || one.isRow) continue;
      if (one.standing === WAITING) count.waiting += 1;
      if (one.standing !== ASKED || !one.item.required) continue;
      const answer = this.sheet.find(one.place);
      const hasTooFew = Array.isArray(answer?.value) && answer.value.length < (one.item.least ?? 0);
      count.asked += 1;
      if (isGiven(answer) && !hasTooFew) count.answered += 1;
    }
    return count;
  }
}
