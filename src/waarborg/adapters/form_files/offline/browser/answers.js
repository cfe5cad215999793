/* Answers in words, the names of rows, what can be chosen now, and what is not right in an answer. */

const LONGEST_ANSWER = 100_000;
const MOST_ROWS = 500;

class Naming {
  constructor(form, sheet) { this.form = form; this.sheet = sheet; }

  /* What can be chosen: the options of the form, or the rows of a group by their names. */
  listOptions(item) {
    if (item.type === "boolean") return [{ value: "yes", label: say("yes") }, { value: "no", label: say("no") }];
    if (!item.rows_of) return item.options ?? [];
    return this.sheet.listRows(item.rows_of).map((row, place) => {
      return { value: row, label: this.nameOf(this.form.find(item.rows_of), [row]) || String(place + 1) };
    });
  }

  /* The answer that names a row; empty when there is none. A row may be named by rows of another group, twice. */
  nameOf(group, rows, deeper = 2) {
    const question = group?.label ? this.form.find(group.label) : null;
    if (question === null || deeper < 0) return "";
    return this.tell(question, this.sheet.value(question.id, rows), deeper - 1).replace(/\s+/g, " ").slice(0, 120);
  }

  titleRow(group, rows) {
    const number = this.sheet.listRows(group.id, rows.slice(0, -1)).indexOf(rows[rows.length - 1]) + 1;
    const name = this.nameOf(group, rows);
    const title = name ? `${group.one} ${number}: ${name}` : `${group.one} ${number}`;
    return title.charAt(0).toUpperCase() + title.slice(1);
  }

  /* An answer as text; empty when nothing is said. */
  tell(question, value, deeper = 1) {
    if (value === null || value === undefined) return "";
    if (ROWED.includes(question.type)) return value.map((row) => this.tellRow(question, row)).join("\n");
    if (Array.isArray(value)) return value.map((one) => this.tellOne(question, one, deeper)).join("; ");
    return this.tellOne(question, value, deeper);
  }

  tellRow(question, row) {
    const cells = question.columns.map((column) => {
      const text = [toCell(column, row[column.id] ?? "")].flat().map((one) => this.tellOne(column, one, 1)).join("; ");
      return text && `${column.ask}: ${text}`;
    });
    return cells.filter(Boolean).join(" · ");
  }

  tellOne(item, value, deeper) {
    if (value === "" ) return "";
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (item.type === "boolean") return { yes: say("yes"), no: say("no") }[value] ?? String(value);
    if (item.rows_of) {
      const place = this.sheet.listRows(item.rows_of).indexOf(value);
      if (place < 0) return say("gone_row");
      return this.nameOf(this.form.find(item.rows_of), [value], deeper) || String(place + 1);
    }
    if (item.options) return item.options.find((one) => one.value === value)?.label ?? String(value);
    if (item.type === "date") return tellDay(value);
    if (item.type === "money") return `€ ${value}`;
    if (item.type === "markup") return toWriting(String(value));
    const text = value instanceof Exact ? value.text : String(value);
    return item.unit ? `${text} ${item.unit}` : text;
  }

  /* What is not right in an answer, in sentences. Waarborg looks again when the file comes back. */
  check(question, value) {
    if (value === null || value === undefined) return [];
    if (ROWED.includes(question.type)) return this.checkRows(question, value);
    return this.checkOne(question, value);
  }

  checkOne(item, value) {
    const found = [];
    const text = Array.isArray(value) ? value.join("") : value;
    if (typeof text === "string" && text.length > LONGEST_ANSWER) found.push(say("too_long", { most: LONGEST_ANSWER }));
    if (item.type === "number" && !(value instanceof Exact) && !/^-?\d+(\.\d+)?$/.test(value)) found.push(say("no_number"));
    if (item.type === "money" && !/^\d{1,15}(\.\d{1,2})?$/.test(value)) found.push(say("no_money"));
    if (item.type === "choices" && value.length > 1) {
      const alone = (item.options ?? []).find((one) => one.alone && value.includes(one.value));
      if (alone) found.push(say("stands_alone", { label: alone.label }));
    }
    return found;
  }

  checkRows(question, rows) {
    const found = rows.length > MOST_ROWS ? [say("too_many_rows", { most: MOST_ROWS })] : [];
    rows.forEach((row, place) => {
      for (const column of question.columns) {
        const text = row[column.id] ?? "";
        const faults = text === "" ? (column.required ? [say("empty_cell", { label: column.ask })] : []) : this.checkOne(column, toCell(column, text));
        found.push(...faults.map((fault) => say("in_row", { number: place + 1, fault })));
      }
    });
    return found;
  }
}
