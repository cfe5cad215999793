/* What an expression comes to, with three values: true, false and unknown. The same as core/law/evaluation.py and
   core/law/operators.py; a test compares the two. */

/* --- operators ----------------------------------------------------------------------------------------- */
const isRows = (outcome) => Array.isArray(outcome) && outcome.every((item) => item instanceof Row);

/* An outcome as an answer to "is it so": a row is, and a list of rows with one in it. */
function holds(outcome) {
  if (outcome instanceof Row) return true;
  return isRows(outcome) ? outcome.length > 0 : outcome;
}

function flatten(outcomes) {
  return outcomes.flatMap((one) => (Array.isArray(one) && !(one.length && isRows(one)) ? one : [one]));
}

/* The fault among outcomes, else unknown when one is, else null. */
function findMissing(outcomes) {
  return outcomes.find((one) => one instanceof Fault) ?? (outcomes.includes(UNKNOWN) ? UNKNOWN : null);
}

function decide(outcomes, decisive) {
  let fault = null, isOpen = false;
  for (const outcome of flatten(outcomes)) {
    const answer = holds(outcome);
    if (answer === decisive) return decisive;
    if (answer === UNKNOWN) isOpen = true;
    else if (typeof answer !== "boolean") fault ??= answer instanceof Fault ? answer : new Fault("not_boolean");
  }
  return isOpen ? UNKNOWN : fault ?? !decisive;
}

function choose([condition, then, otherwise]) {
  const answer = holds(condition);
  if (answer === true) return then;
  if (answer === false) return otherwise;
  if (answer !== UNKNOWN) return answer instanceof Fault ? answer : new Fault("not_boolean");
  return isKnown(then) && isKnown(otherwise) && areEqual(then, otherwise) === true ? then : UNKNOWN;
}

function areEqual(left, right) {
  if (kindOf(left) !== kindOf(right)) return new Fault("kinds_differ");
  if (left instanceof Money && left.currency !== right.currency) return new Fault("currencies_differ");
  return isSame(left, right);
}

function findMember([item, among]) {
  const missing = findMissing([item, among]);
  if (missing instanceof Fault) return missing;
  if (Array.isArray(among)) {
    return decide(among.map((one) => (isKnown(item) && isKnown(one) ? areEqual(item, one) : UNKNOWN)), true);
  }
  if (missing) return UNKNOWN;
  if (!(among instanceof Period)) return new Fault("not_a_list");
  if (!(item instanceof Day)) return new Fault("kinds_differ");
  return among.start.iso <= item.iso && (among.end === null || item.iso < among.end.iso);
}

/* What puts values in order; a fault when they have none. */
function findOrder(values) {
  if (values.every((one) => one instanceof Num)) return compareNumbers;
  if (values.every((one) => one instanceof Day)) return (one, other) => (one.iso < other.iso ? -1 : one.iso > other.iso ? 1 : 0);
  if (!values.every((one) => one instanceof Money)) return new Fault("not_ordered");
  if (values.some((one) => one.currency !== values[0].currency)) return new Fault("currencies_differ");
  return (one, other) => compareNumbers(one.amount, other.amount);
}

function compare(values, test) {
  const order = findOrder(values);
  return order instanceof Fault ? order : test(order(values[0], values[1]));
}

function findExtreme(outcomes, isBetter) {
  const flat = flatten(outcomes);
  const missing = findMissing(flat);
  if (missing) return missing;
  if (!flat.length) return new Fault("nothing_to_compare");
  const order = findOrder(flat);
  if (order instanceof Fault) return order;
  return flat.reduce((best, one) => (isBetter(order(one, best)) ? one : best));
}

function fold(outcomes, combine, start) {
  const flat = flatten(outcomes);
  if (flat.some((one) => isKnown(one) && !(one instanceof Num || one instanceof Money))) return new Fault("not_a_number");
  const missing = findMissing(flat);
  if (missing) return missing;
  if (!flat.length) return start;
  return flat.reduce((total, one) => (isKnown(total) ? combine(total, one) : total));
}

const toMoney = (amount, currency) => (amount instanceof Num ? new Money(amount, currency) : amount);

function addLike(sign) {
  return (left, right) => {
    if (left instanceof Num && right instanceof Num) return addNumbers(left, right, sign);
    if (!(left instanceof Money && right instanceof Money)) return new Fault("kinds_differ");
    if (left.currency !== right.currency) return new Fault("currencies_differ");
    return toMoney(addNumbers(left.amount, right.amount, sign), left.currency);
  };
}

function multiply(left, right) {
  if (left instanceof Num && right instanceof Num) return multiplyNumbers(left, right);
  if (left instanceof Num && right instanceof Money) return multiply(right, left);
  if (left instanceof Money && right instanceof Num) return toMoney(multiplyNumbers(left.amount, right), left.currency);
  return new Fault("kinds_differ");
}

function divide([left, right], [places, mode]) {
  const divided = left instanceof Money ? left.amount : left;
  const by = right instanceof Money ? right.amount : right;
  if (!(divided instanceof Num) || !(by instanceof Num)) return new Fault("not_a_number");
  if (right instanceof Money && right.currency !== left.currency) return new Fault("kinds_differ");
  if (by.digits === 0n) return new Fault("divided_by_zero");
  const [top, bottom] = level(divided, by);
  const result = roundQuotient(top, bottom, places, mode);
  return left instanceof Money && !(right instanceof Money) ? new Money(result, left.currency) : result;
}

function roundOff([value], [places, mode]) {
  if (value instanceof Num) return roundNumber(value, places, mode);
  if (value instanceof Money) return new Money(roundNumber(value.amount, places, mode), value.currency);
  return new Fault("not_a_number");
}

function count([value]) {
  if (Array.isArray(value)) return WHOLE(value.length);
  return value instanceof Row ? WHOLE(1) : new Fault("not_a_list");
}

function makePeriod(values) {
  if (!values.every((one) => one instanceof Day)) return new Fault("not_a_date");
  const [start, end = null] = values;
  return end !== null && end.iso <= start.iso ? new Fault("no_period") : new Period(start, end);
}

function findEnd([value]) {
  if (!(value instanceof Period)) return new Fault("not_a_period");
  return value.end ?? new Fault("no_end");
}

function addToDay([day, number], setting) {
  if (!(day instanceof Day)) return new Fault("not_a_date");
  if (setting.length === 2) return addUnits(day, setting[0], setting[1]);
  const whole = number instanceof Num ? bounded(number) : null;
  if (!(whole instanceof Num) || whole.places > 0 || whole.digits > 4_000_000n || whole.digits < -4_000_000n) return new Fault("not_a_length");
  return addUnits(day, Number(whole.digits), setting[0]);
}

function countBetween(values, [unit]) {
  if (!values.every((one) => one instanceof Day)) return new Fault("not_a_date");
  return WHOLE(countUnits(values[0], values[1], unit));
}

/* Only for known parts: a fault stays a fault, and unknown stays unknown. */
const strict = (work) => (outcomes, setting) => findMissing(outcomes) ?? work(outcomes, setting);

const OPERATORS = {
  AND: (outcomes) => decide(outcomes, false),
  OR: (outcomes) => decide(outcomes, true),
  NOT: ([outcome]) => {
    const answer = holds(outcome);
    if (answer === UNKNOWN || answer instanceof Fault) return answer;
    return typeof answer === "boolean" ? !answer : new Fault("not_boolean");
  },
  IF: choose,
  EQUAL: strict(([left, right]) => areEqual(left, right)),
  LESS_THAN: strict((values) => compare(values, (order) => order < 0)),
  AT_MOST: strict((values) => compare(values, (order) => order <= 0)),
  MEMBER: findMember,
  SUM: (outcomes) => fold(outcomes, addLike(1n), WHOLE(0)),
  DIFFERENCE: (outcomes) => fold(outcomes, addLike(-1n), WHOLE(0)),
  PRODUCT: (outcomes) => fold(outcomes, multiply, WHOLE(1)),
  QUOTIENT: strict(divide),
  ROUND: strict(roundOff),
  MIN: (outcomes) => findExtreme(outcomes, (order) => order < 0),
  MAX: (outcomes) => findExtreme(outcomes, (order) => order >= 0),
  COUNT: strict(count),
  LIST: strict((values) => values),
  PERIOD: strict(makePeriod),
  START: strict(([value]) => (value instanceof Period ? value.start : new Fault("not_a_period"))),
  END: strict(findEnd),
  ADD: strict(addToDay),
  BETWEEN: strict(countBetween),
};
/* Of these one row or item may decide while another is unknown. */
const DECIDED_BY_ONE = new Set(["AND", "OR", "MEMBER"]);

/* --- evaluation ---------------------------------------------------------------------------------------- */
/* One form in one situation; frames and given are maps by name. A conclusion is {what, value, parts}: the expression, what it gives, and the
   conclusions it rests on. Facts within rows come before those outside. */
class Evaluation {
  constructor(frames, given) {
    this.frames = frames;
    this.outside = { layers: [given], memo: new Map() };
  }

  conclude(what, around = this.outside) {
    switch (what[0]) {
      case "fact": return this.concludeFact(what[1], around);
      case "value": return { what, value: readValue(what[1]), parts: [] };
      case "within": return this.look(what, around);
      case "unknown": return { what, value: UNKNOWN, parts: [] };
      case "fault": return { what, value: new Fault("unreadable"), parts: [] };
    }
    const parts = what[1].map((part) => this.conclude(part, around));
    const outcomes = parts.map((part) => spread(what[0], part));
    // What a page cannot work out is not known here; a fault in it is one all the same.
    const work = OPERATORS[what[0]] ?? strict(() => UNKNOWN);
    return { what, value: work(outcomes, what[2]), parts };
  }

  concludeFact(name, around = this.outside) {
    const kept = around.memo.get(name);
    if (kept) return kept;
    const what = ["fact", name];
    const layer = around.layers.find((one) => one.has(name));
    let made = { what, value: layer ? layer.get(name) : UNKNOWN, parts: [] };
    if (!layer && this.frames.has(name)) {
      const part = this.conclude(this.frames.get(name), around);
      made = { what, value: part.value, parts: [part] };
    }
    around.memo.set(name, made);
    return made;
  }

  /* Within rows: ["within", path, scope, operand]. */
  look(what, around) {
    const [, path, scope, operand] = what;
    const root = this.concludeFact(path[0], around);
    let parts;
    if (root.value === true) {
      parts = [this.conclude(operand, around)];
    } else {
      const rows = follow(root.value, path.slice(1));
      if (rows === null || (scope === "single" && rows.length !== 1)) {
        return { what, value: root.value instanceof Fault ? root.value : UNKNOWN, parts: [root] };
      }
      parts = rows.map((row) => this.conclude(operand, { layers: [row.facts, ...around.layers], memo: new Map() }));
    }
    const values = parts.map((part) => part.value);
    const value = scope === "single" ? values[0] : findMissing(values) ?? values;
    return { what, value, parts: [root, ...parts] };
  }
}

/* The outcome of a part; of a list that is not wholly known, those of its items, where one of them may decide. */
function spread(operator, part) {
  if (part.value !== UNKNOWN || !DECIDED_BY_ONE.has(operator)) return part.value;
  while (part.what[0] === "fact" && part.parts.length) [part] = part.parts;
  let items = [];
  if (part.what[0] === "LIST") items = part.parts;
  else if (part.what[0] === "within" && part.what[2] !== "single") items = part.parts.slice(1);
  return items.length ? items.map((item) => item.value) : part.value;
}

function listRows(outcome) {
  if (outcome instanceof Row) return [outcome];
  if (outcome === false) return [];
  return isRows(outcome) ? outcome : null;
}

function follow(start, path) {
  let found = listRows(start);
  for (const name of path) {
    if (found === null) return null;
    const inner = found.map((row) => listRows(row.facts.has(name) ? row.facts.get(name) : UNKNOWN));
    found = inner.includes(null) ? null : inner.flat();
  }
  return found;
}

/* The names of the unknown facts on which an unknown conclusion rests, and whether a page cannot work it out. */
function listUnknown(conclusion) {
  const names = new Set(), seen = new Set(), todo = [conclusion];
  let isBeyond = false;
  while (todo.length) {
    const step = todo.pop();
    if (step.value !== UNKNOWN || seen.has(step)) continue;
    seen.add(step);
    if (!step.parts.length && step.what[0] === "fact") names.add(step.what[1]);
    if (step.what[0] === "within" && Array.isArray(step.parts[0].value)) names.add(step.what[1][0]);
    if (step.what[0] === "beyond" && step.parts.every((part) => isKnown(part.value))) isBeyond = true;
    todo.push(...[...step.parts].reverse());
  }
  return { names: [...names], isBeyond };
}
