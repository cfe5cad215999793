/* The inputs of questions and of the cells of a table. An entry is {element, isSet, get, set, refresh}: what is in it
   is a text, or a list of texts where several can be chosen. */

const MANY = 8; // from here on a list to open is easier than choices in sight
const LINES = { text: 2, markup: 6, list: 4 };
const HINTS = { number: "decimal", money: "decimal" };

function makeEntry(item, id, { change, listOptions, inRow = false, about = {} }) {
  const type = item.type === "boolean" || item.type === "role" ? "choice" : item.type;
  if (type === "choice" || type === "choices") return makeChoices(item, id, { type, change, listOptions, inRow, about });
  const tag = LINES[type] ? "textarea" : "input";
  const element = make(tag, {
    id, rows: LINES[type] && (inRow ? 2 : LINES[type]), type: LINES[type] ? null : type === "date" ? "date" : "text",
    inputmode: HINTS[type], autocomplete: "off", oninput: change, ...about,
  });
  return {
    element, isSet: false, target: element,
    get: () => element.value,
    set: (text) => { if (element.value !== text) element.value = text; },
    refresh: () => {},
  };
}

/* Choices in sight, or a list to open. They may be the rows of a group, and then change while somebody works. */
function makeChoices(item, id, { type, change, listOptions, inRow, about }) {
  const isMany = type === "choices";
  let chosen = [], shown = null;
  const entry = { get: () => (isMany ? chosen : chosen[0] ?? ""), isSet: true };
  const count = listOptions(item).length;
  entry.isSet = isMany || (!inRow && (count <= MANY || item.rows_of));
  entry.element = entry.isSet ? make("div", { class: "choices", id }) : make("select", { id, onchange: () => pick([entry.element.value]), ...about });

  function pick(values) {
    chosen = values.filter((one) => one !== "");
    change();
  }
  function toggle(value, isOn) {
    const order = listOptions(item).map((one) => one.value);
    const values = new Set(chosen);
    if (isOn) values.add(value);
    else values.delete(value);
    pick([...values].sort((one, other) => order.indexOf(one) - order.indexOf(other)));
  }
  /* What is chosen and no longer a choice stays in sight, so that nothing goes unseen. */
  function list() {
    const options = listOptions(item).map(({ value, label }) => ({ value, label }));
    for (const value of chosen) if (!options.some((one) => one.value === value)) options.push({ value, label: item.rows_of ? say("gone_row") : value });
    return isMany ? options : [{ value: "", label: say("not_answered") }, ...options];
  }
  function drawSet(options) {
    return options.map(({ value, label }, number) => {
      const box = make("input", {
        type: isMany ? "checkbox" : "radio", name: id, id: `${id}_${number}`, value,
        onchange: () => (isMany ? toggle(value, box.checked) : pick([value])),
      });
      return make("label", { class: "check", for: box.id }, box, make("span", {}, label));
    });
  }
  function draw() {
    const options = list();
    const signature = JSON.stringify(options);
    if (signature !== shown) {
      shown = signature;
      const drawn = entry.isSet ? drawSet(options) : options.map(({ value, label }) => make("option", { value }, label));
      entry.element.replaceChildren(...drawn);
    }
    if (!entry.isSet) entry.element.value = chosen[0] ?? "";
    else for (const box of entry.element.querySelectorAll("input")) box.checked = isMany ? chosen.includes(box.value) : box.value === (chosen[0] ?? "");
  }
  entry.set = (value) => {
    chosen = Array.isArray(value) ? [...value] : value ? [String(value)] : [];
    draw();
  };
  entry.refresh = draw;
  Object.defineProperty(entry, "target", { get: () => (entry.isSet ? entry.element.querySelector("input") : entry.element) });
  draw();
  return entry;
}

/* --- an answer in its input and back ------------------------------------------------------------------- */
function toEntry(question, value) {
  if (value === null) return question.type === "choices" ? [] : "";
  switch (question.type) {
    case "boolean": return value === true ? "yes" : value === false ? "no" : "";
    case "choices": return Array.isArray(value) ? value : [];
    case "list": return Array.isArray(value) ? value.join("\n") : String(value);
    case "markup": return toWriting(String(value));
  }
  return value instanceof Exact ? value.text : String(value);
}

/* known: the answer from which the input was drawn, so that markup that nobody touched stays as it was. */
function fromEntry(question, typed, known) {
  switch (question.type) {
    case "boolean": return { yes: true, no: false }[typed] ?? null;
    case "choices": return typed.length ? typed : null;
    case "number": return tidyNumber(typed);
    case "money": return tidyMoney(typed);
    case "list": {
      const lines = typed.split("\n").map(tidyText).filter((one) => one !== null);
      return lines.length ? lines : null;
    }
    case "markup": return typeof known === "string" && toWriting(known).trim() === typed.trim() ? known : tidyText(typed);
  }
  return tidyText(typed);
}

function toCell(column, text) {
  return column.type === "choices" ? text.split(/\s+/).filter(Boolean) : text;
}

/* A cell holds text: yes and no as words, several choices with spaces between them. */
function fromCell(column, typed) {
  if (Array.isArray(typed)) return typed.join(" ");
  if (column.type === "money") return tidyMoney(typed) ?? "";
  const text = tidyText(typed) ?? "";
  return column.type === "number" ? text.replace(",", ".") : text;
}

/* --- a table ------------------------------------------------------------------------------------------- */
/* Rows that are added and taken away. Each keeps its id, so that it is the same row when it comes back. */
function makeTable(question, id, { change, listOptions }) {
  const element = make("div", { class: "rows" });
  const list = make("div");
  let rows = [];
  const adding = makeButton(say("add_row"), question.ask, () => {
    const row = add({});
    renumber();
    row.entries[0].entry.target.focus();
  }, "button button--second");
  element.append(list, make("p", {}, adding));

  function add(given) {
    const row = { key: given._id || makeId(), others: given };
    row.entries = question.columns.map((column) => {
      const cell = `${id}-${row.key}-${column.id}`;
      const entry = makeEntry(column, cell, { change: () => change(), listOptions, inRow: true });
      entry.set(toCell(column, given[column.id] ?? ""));
      return { column, entry, cell };
    });
    const fields = row.entries.map(({ column, entry, cell }) => makeField(column.ask, column.required ? say("required") : "", entry, cell));
    row.removing = makeButton(say("remove_row"), "", () => remove(row), "button button--second");
    row.element = make("div", { class: "row", role: "group" }, ...fields, row.removing);
    list.append(row.element);
    rows.push(row);
    return row;
  }
  function remove(row) {
    const place = rows.indexOf(row);
    rows.splice(place, 1);
    row.element.remove();
    renumber();
    change();
    (rows[Math.min(place, rows.length - 1)]?.removing ?? adding).focus();
  }
  function renumber() {
    rows.forEach((row, place) => {
      const name = say("row_of", { label: question.ask, number: place + 1 });
      row.element.setAttribute("aria-label", name);
      row.removing.setAttribute("aria-label", `${say("remove_row")}: ${name}`);
    });
  }
  function read(row) {
    const cells = Object.fromEntries(row.entries.map(({ column, entry }) => [column.id, fromCell(column, entry.get())]).filter(([, text]) => text));
    return Object.keys(cells).length ? { _id: row.key, ...cells } : null;
  }
  return {
    element, isSet: true,
    get target() { return rows[0]?.entries[0].entry.target ?? adding; },
    get: () => rows.map(read).filter((row) => row !== null),
    set: (value) => {
      rows = [];
      list.replaceChildren();
      for (const given of Array.isArray(value) && value.length ? value : [{}]) add(given);
      renumber();
    },
    refresh: () => rows.forEach((row) => row.entries.forEach(({ entry }) => entry.refresh())),
  };
}

/* A label with its input; several inputs under one question are a group. */
function makeField(label, mark, entry, id, ...between) {
  const words = [label, mark ? make("span", { class: "small" }, ` (${mark})`) : null];
  if (entry.isSet) return make("fieldset", { class: "field" }, make("legend", {}, ...words), ...between, entry.element);
  return make("div", { class: "field" }, make("label", { for: id }, ...words), ...between, entry.element);
}
