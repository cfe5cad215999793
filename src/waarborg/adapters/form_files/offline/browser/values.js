/* The values of conditions: exact numbers, amounts, days, periods, rows; and the two that stand in for a value,
   unknown and a fault. The same as core/law/values.py has; a test compares the two. */

const UNKNOWN = Symbol("unknown");
const MOST_DIGITS = 400;

class Fault {
  constructor(code) { this.code = code; }
}

/* digits × 10^-places */
class Num {
  constructor(digits, places) { this.digits = digits; this.places = places; }
}

class Money {
  constructor(amount, currency) { this.amount = amount; this.currency = currency; }
}

class Day {
  constructor(iso) { this.iso = iso; }
}

class Period {
  constructor(start, end) { this.start = start; this.end = end; }
}

class Identity {
  constructor(id) { this.id = id; }
}

class Row {
  constructor(facts, id) { this.facts = facts; this.id = id; }
}

function isKnown(outcome) {
  return outcome !== UNKNOWN && !(outcome instanceof Fault);
}

function kindOf(value) {
  if (typeof value === "boolean" || typeof value === "string") return typeof value;
  return Array.isArray(value) ? "list" : value.constructor.name;
}

/* --- numbers ------------------------------------------------------------------------------------------- */
const WHOLE = (count) => new Num(BigInt(count), 0);

function readNumber(text) {
  const found = /^([+-]?\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(String(text).trim());
  if (!found) return null;
  const [, whole, behind = "", power = "0"] = found;
  const places = behind.length - Number(power);
  const digits = BigInt(whole + behind);
  if (Math.abs(places) > 2 * MOST_DIGITS) return null;
  return places < 0 ? new Num(digits * 10n ** BigInt(-places), 0) : new Num(digits, places);
}

function level(left, right) {
  const places = Math.max(left.places, right.places);
  const raise = (one) => one.digits * 10n ** BigInt(places - one.places);
  return [raise(left), raise(right), places];
}

function bounded(number) {
  let { digits, places } = number;
  for (; places > 0 && digits % 10n === 0n; places -= 1) digits /= 10n;
  const length = (digits < 0n ? -digits : digits).toString().length;
  return length > MOST_DIGITS || places > 2 * MOST_DIGITS ? new Fault("too_large") : new Num(digits, places);
}

function compareNumbers(left, right) {
  const [one, other] = level(left, right);
  return one < other ? -1 : one > other ? 1 : 0;
}

function addNumbers(left, right, sign = 1n) {
  const [one, other, places] = level(left, right);
  return bounded(new Num(one + sign * other, places));
}

function multiplyNumbers(left, right) {
  return bounded(new Num(left.digits * right.digits, left.places + right.places));
}

/* top / bottom, rounded once to so many places. */
function roundQuotient(top, bottom, places, mode) {
  if (bottom < 0n) [top, bottom] = [-top, -bottom];
  if (places >= 0) top *= 10n ** BigInt(places);
  else bottom *= 10n ** BigInt(-places);
  const isNegative = top < 0n;
  const size = isNegative ? -top : top;
  let whole = size / bottom;
  const rest = size % bottom;
  const half = rest * 2n - bottom; // below, at or above the middle
  const isUp = {
    up: rest > 0n,
    down: false,
    half_up: rest > 0n && half >= 0n,
    half_even: rest > 0n && (half > 0n || (half === 0n && whole % 2n === 1n)),
    ceiling: rest > 0n && !isNegative,
    floor: rest > 0n && isNegative,
  }[mode];
  if (isUp) whole += 1n;
  const digits = isNegative ? -whole : whole;
  return places >= 0 ? new Num(digits, places) : new Num(digits * 10n ** BigInt(-places), 0);
}

function roundNumber(number, places, mode) {
  return roundQuotient(number.digits, 10n ** BigInt(number.places), places, mode);
}

/* --- days ---------------------------------------------------------------------------------------------- */
const DAY_LENGTH = 86_400_000;

function toDate(day) {
  const [year, month, number] = day.iso.split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, number);
  return date;
}

function fromDate(date) {
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return new Fault("no_such_day");
  return new Day(`${String(year).padStart(4, "0")}-${date.toISOString().slice(-19, -14)}`);
}

/* A day that exists, such as 2026-11-28; null for another text. */
function readDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "0001-01-01") return null;
  const day = new Day(text);
  const date = toDate(day);
  return Number.isNaN(date.getTime()) || fromDate(date).iso !== text ? null : day;
}

function addUnits(day, count, unit) {
  const date = toDate(day);
  if (unit === "D" || unit === "W") {
    return fromDate(new Date(date.getTime() + count * (unit === "W" ? 7 : 1) * DAY_LENGTH));
  }
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === "Y" ? 12 : 1);
  const year = Math.floor(months / 12), month = months - year * 12;
  const last = new Date(0);
  last.setUTCFullYear(year, month + 1, 0);
  date.setUTCFullYear(year, month, Math.min(date.getUTCDate(), last.getUTCDate()));
  return fromDate(date);
}

function countUnits(start, end, unit) {
  if (end.iso < start.iso) return -countUnits(end, start, unit);
  const [one, other] = [toDate(start), toDate(end)];
  const days = Math.round((other - one) / DAY_LENGTH);
  if (unit === "D") return days;
  if (unit === "W") return Math.floor(days / 7);
  let months = (other.getUTCFullYear() - one.getUTCFullYear()) * 12 + other.getUTCMonth() - one.getUTCMonth();
  const next = new Date(other.getTime() + DAY_LENGTH);
  if (other.getUTCDate() < one.getUTCDate() && next.getUTCMonth() === other.getUTCMonth()) months -= 1;
  return unit === "M" ? months : Math.floor(months / 12);
}

/* --- of any kind --------------------------------------------------------------------------------------- */
/* A value as the file holds it. */
function readValue(given) {
  if (typeof given !== "object") return given;
  if (Array.isArray(given)) return given.map(readValue);
  if ("number" in given) return readNumber(given.number);
  if ("money" in given) return new Money(readNumber(given.money[0]), given.money[1]);
  if ("day" in given) return new Day(given.day);
  if ("identity" in given) return new Identity(given.identity);
  if ("period" in given) return new Period(new Day(given.period[0]), given.period[1] ? new Day(given.period[1]) : null);
  const facts = new Map(Object.entries(given.row).map(([name, value]) => [name, readValue(value)]));
  return new Row(facts, given.id);
}

/* Whether two values of one kind say the same. */
function isSame(left, right) {
  if (kindOf(left) !== kindOf(right)) return false;
  switch (kindOf(left)) {
    case "Num": return compareNumbers(left, right) === 0;
    case "Money": return left.currency === right.currency && compareNumbers(left.amount, right.amount) === 0;
    case "Day": return left.iso === right.iso;
    case "Identity": return left.id === right.id;
    case "Period": return isSame(left.start, right.start) && left.end?.iso === right.end?.iso;
    case "list": return left.length === right.length && left.every((one, place) => isSame(one, right[place]));
    case "Row":
      return left.id === right.id && left.facts.size === right.facts.size &&
        [...left.facts].every(([name, value]) => right.facts.has(name) && isSame(value, right.facts.get(name)));
  }
  return left === right;
}
