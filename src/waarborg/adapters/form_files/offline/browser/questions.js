/* What stands on the page of a part: questions with all that is around them, groups, rows, and what may still come.
   Each block is {element, update(one)}: made once and kept as long as it is shown, so that nobody loses their place. */

const MOST_LATER = 20, MOST_REASONS = 8;
/* The depth of a block, as far as the page shows it. */
const within = (depth) => `within-${Math.min(depth, 3)}`;

class Blocks {
  /* page: {form, work, naming(), refresh(), focus(id), tell(text)}. */
  constructor(page) {
    this.page = page;
    this.gone = new Map(); // rows that were taken away while this page was open, by place of their group
  }

  make(one) {
    if (one.isRow) return this.makeRow(one);
    if (one.standing === WAITING) return this.makeWaiting();
    if (one.item.kind === "info") return this.makeInformation(one);
    return one.item.kind === "group" ? this.makeGroup(one) : this.makeQuestion(one);
  }

  makeInformation({ item, depth }) {
    const title = item.title ? make("h3", {}, item.title) : null;
    return { element: make("div", { class: `note ${within(depth)}` }, title, ...makeParagraphs(item.text)), update() {} };
  }

  makeWaiting() {
    const summary = make("summary"), list = make("ul"), reasons = make("ul");
    const why = make("p", {}, say("depends_on"));
    const element = make("details", { class: "waiting small" }, summary, list, why, reasons);
    const fill = (target, texts) => target.replaceChildren(...texts.map((text) => make("li", {}, text)));
    return {
      element,
      update: ({ later, waitsFor }) => {
        summary.textContent = say("may_come", { count: later.length });
        fill(list, later.slice(0, MOST_LATER));
        fill(reasons, waitsFor.slice(0, MOST_REASONS));
        why.hidden = !waitsFor.length;
      },
    };
  }

  /* --- groups and rows --------------------------------------------------------------------------------- */
  makeGroup({ item, rows, depth, place }) {
    const heading = make(depth ? "h4" : "h3", { id: `at-${place}`, tabindex: "-1" }, item.title);
    const buttons = make("p", { class: "buttons" });
    const element = make("div", { class: `group ${within(depth)}` }, heading, ...makeParagraphs(item.text), item.repeat ? buttons : null);
    const adding = item.repeat ? makeButton(say("add_one", { one: item.one }), item.title, () => this.addRow(item, rows), "button button--second") : null;
    const update = () => {
      if (!item.repeat) return;
      const back = (this.gone.get(place) ?? []).map(({ row, title }) => (
        makeButton(say("put_back"), title, () => this.putBack(item, rows, row), "button button--second")
      ));
      buttons.replaceChildren(adding, ...back);
    };
    return { element, update, focus: () => heading.focus() };
  }

  makeRow({ item, rows, depth, row }) {
    const heading = make("h4", { id: `row-${toPlace(item.id, [...rows, row])}`, tabindex: "-1" });
    const removing = make("button", { type: "button", class: "button button--second", onclick: () => this.removeRow(item, rows, row) });
    const element = make("div", { class: `row-head ${within(depth)}` }, heading, removing);
    const update = () => {
      const title = this.page.naming().titleRow(item, [...rows, row]);
      heading.textContent = title;
      removing.replaceChildren(say("take_away"), hidden(`: ${title}`));
    };
    return { element, update, focus: () => heading.focus() };
  }

  addRow(group, rows) {
    const row = makeId();
    this.page.work.answer(toPlace(group.id, rows), [...this.page.work.sheet.listRows(group.id, rows), row]);
    this.page.refresh();
    this.page.focus(`row-${toPlace(group.id, [...rows, row])}`);
    this.page.tell(say("row_added"));
  }

  removeRow(group, rows, row) {
    const place = toPlace(group.id, rows);
    const title = this.page.naming().titleRow(group, [...rows, row]);
    this.gone.set(place, [...(this.gone.get(place) ?? []), { row, title }]);
    this.page.work.answer(place, this.page.work.sheet.listRows(group.id, rows).filter((one) => one !== row));
    this.page.refresh();
    this.page.focus(`at-${place}`);
    this.page.tell(say("row_removed", { title }));
  }

  putBack(group, rows, row) {
    const place = toPlace(group.id, rows);
    this.gone.set(place, this.gone.get(place).filter((one) => one.row !== row));
    this.page.work.answer(place, [...this.page.work.sheet.listRows(group.id, rows), row]);
    this.page.refresh();
    this.page.focus(`row-${toPlace(group.id, [...rows, row])}`);
  }

  /* --- a question --------------------------------------------------------------------------------------- */
  makeQuestion({ item, place, depth }) {
    return new QuestionBlock(this.page, item, place, depth);
  }
}

class QuestionBlock {
  constructor(page, question, place, depth) {
    this.page = page;
    this.question = question;
    this.place = place;
    this.id = `field-${place}`;
    this.remarks = make("div", { id: `${this.id}-remarks`, class: "remarks" });
    this.offer = make("div");
    this.foot = make("p", { class: "small subtle" });
    this.beyond = make("p", { class: "note note--warning small" }, say("beyond"));
    this.lacking = make("p", { class: "note note--warning small" });
    this.before = null; // what stood here before somebody said not to know
    this.drawn = undefined;
    const isFile = ["file", "image"].includes(question.type);
    this.field = isFile ? this.makeFile() : this.makeField();
    this.element = make("div", { class: `place ${within(depth)}`, id: `at-${place}` },
      question.number ? make("p", { class: "small subtle" }, question.number) : null,
      this.beyond, this.field, this.lacking,
      make("div", { class: "beside" }, this.makeExample(), isFile ? null : this.makeDeclined()),
      this.offer, this.makeBeside(), this.foot, this.makeSources());
  }

  get answer() {
    return this.page.work.sheet.find(this.place);
  }

  get label() {
    return this.question.ask;
  }

  /* --- the parts of it ---------------------------------------------------------------------------------- */
  makeField() {
    const { question, id } = this;
    const help = [question.help, question.type === "markup" ? say("markup_help") : "", question.type === "list" ? say("list_help") : "", question.unit ? say("unit_help", { unit: question.unit }) : ""].filter(Boolean).join(" ");
    const between = [help ? make("p", { class: "help", id: `${id}-help` }, help) : null, this.remarks];
    const described = [help ? `${id}-help` : "", this.remarks.id].filter(Boolean).join(" ");
    const listOptions = (item) => this.page.naming().listOptions(item);
    const change = () => this.change();
    if (ROWED.includes(question.type)) this.entry = makeTable(question, id, { change, listOptions });
    else this.entry = makeEntry(question, id, { change, listOptions, about: { "aria-describedby": described } });
    const field = makeField(question.ask, question.required ? "" : say("optional"), this.entry, id, ...between);
    if (this.entry.isSet) field.setAttribute("aria-describedby", described);
    return field;
  }

  makeFile() {
    this.entry = null;
    return make("div", { class: "field" }, make("p", { class: "label" }, this.label), make("p", { class: "note small" }, this.tellFile()));
  }

  tellFile() {
    const title = this.answer?.value ? this.page.files[this.answer.value] : "";
    return title ? say("file_there", { title }) : say("no_files");
  }

  makeExample() {
    return this.question.example ? makeDetails(say("example"), this.label, ...makeParagraphs(this.question.example)) : null;
  }

  makeDeclined() {
    this.declining = make("input", { type: "checkbox", onchange: () => this.decline(this.declining.checked) });
    return make("label", { class: "check small" }, this.declining, make("span", {}, say("declined"), hidden(`: ${this.label}`)));
  }

  makeSources() {
    const cited = this.question.cited ?? [];
    if (!cited.length) return null;
    return make("p", { class: "small" }, say("sources"), " ", ...cited.flatMap(([words, address], place) => [place ? " · " : "", makeLink(words, address)]));
  }

  makeBeside() {
    const beside = this.question.beside ?? [];
    this.own = [];
    if (!beside.length) return null;
    const lines = beside.map((aside) => {
      const text = make("p", { class: "said" }, aside.text ?? "");
      if (aside.own) this.own.push({ id: aside.own, text });
      return make("div", {}, make("dt", {}, aside.title, make("span", { class: "small subtle" }, ` (${aside.source})`)),
        make("dd", {}, text, aside.why ? make("p", { class: "small subtle" }, aside.why) : null));
    });
    return make("details", { class: "small" }, make("summary", {}, say("earlier", { count: beside.length }), hidden(`: ${this.label}`)), make("dl", {}, ...lines));
  }

  /* --- answering ---------------------------------------------------------------------------------------- */
  change() {
    const known = this.answer;
    const value = ROWED.includes(this.question.type) ? this.entry.get() : fromEntry(this.question, this.entry.get(), this.original);
    const isEmpty = value === null || (Array.isArray(value) && !value.length);
    if (isEmpty && (!known || known.declined)) return;
    if (known && writeValue(known.value) === writeValue(isEmpty ? null : value) && !known.declined) return;
    this.answerWith(isEmpty ? null : value);
    // Choices open and close what depends on them at once; a text once somebody pauses.
    if (["text", "markup", "list", "number", "money"].includes(this.question.type) || ROWED.includes(this.question.type)) this.page.refreshLater();
    else this.page.refresh();
  }

  answerWith(value, more = {}) {
    const offered = this.question.offer;
    const taken = offered && value !== null && writeValue(value) === writeValue(offered.answer) ? this.answer?.taken ?? "" : "";
    this.page.work.answer(this.place, value, { taken, ...more });
    this.drawn = this.answer;
    this.declining.checked = Boolean(more.declined);
    this.showRemarks();
  }

  decline(isDeclined) {
    const value = isDeclined ? null : this.before;
    if (isDeclined) this.before = this.answer?.value ?? null;
    this.answerWith(value, { declined: isDeclined });
    this.show(value);
    this.page.refresh();
  }

  take(proposal) {
    this.answerWith(proposal.answer, { taken: proposal.place });
    this.show(proposal.answer);
    this.page.refresh();
    this.entry.target.focus();
    this.page.tell(say("taken"));
  }

  show(value) {
    if (typeof value === "string") this.original = value;
    this.entry.set(ROWED.includes(this.question.type) ? value : toEntry(this.question, value));
    this.drawn = this.answer;
    this.showRemarks();
  }

  showRemarks() {
    const found = this.page.naming().check(this.question, this.answer?.value ?? null);
    const texts = found.slice(0, MOST_REASONS).map((text) => make("p", { class: "remark" }, make("strong", {}, say("not_right")), " ", text));
    this.remarks.replaceChildren(...texts);
    this.field.classList.toggle("field--wrong", found.length > 0);
    for (const one of this.entry.isSet ? [] : [this.entry.element]) {
      if (found.length) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
  }

  /* --- as things are now -------------------------------------------------------------------------------- */
  update(one) {
    this.beyond.hidden = one.standing !== BEYOND;
    if (this.entry) {
      if (this.answer !== this.drawn || this.drawn === undefined) {
        this.show(this.answer?.value ?? null);
        this.declining.checked = Boolean(this.answer?.declined);
      }
      this.entry.refresh();
    }
    this.showLacking();
    this.showOffer();
    this.showFoot();
    for (const { id, text } of this.own) text.textContent = this.page.tellEverywhere(id);
  }

  showLacking() {
    const sources = [this.question, ...(this.question.columns ?? [])].map((item) => item.rows_of).filter(Boolean);
    const empty = [...new Set(sources)].filter((id) => !this.page.work.sheet.listRows(id).length);
    this.lacking.hidden = !empty.length;
    if (!empty.length) return;
    const links = empty.map((id) => make("a", { href: this.page.addressOf(id) }, this.page.form.find(id).title));
    this.lacking.replaceChildren(say("no_choices"), " ", ...links.flatMap((link, place) => (place ? [" · ", link] : [link])));
  }

  findProposal() {
    const answer = this.answer;
    if (!this.entry || this.question.judgement) return null;
    if (!isGiven(answer)) return this.question.offer ?? null;
    const other = this.page.differing[this.place];
    if (!other || writeValue(other.answer) === writeValue(answer.value)) return null;
    return other.kind === "changed" && !answer.taken ? null : other;
  }

  showOffer() {
    const proposal = this.findProposal();
    if (proposal === this.proposal) return;
    this.proposal = proposal;
    if (!proposal) {
      this.offer.replaceChildren();
      return;
    }
    const { aside } = proposal;
    this.offer.replaceChildren(make("div", { class: "offer" },
      make("p", {}, make("strong", {}, say(`offer_${proposal.kind}`, { source: aside.source }))),
      make("p", { class: "said" }, aside.text),
      make("p", { class: "small subtle" }, [aside.title, tellDay(proposal.on), aside.why].filter(Boolean).join(" · ")),
      make("p", {}, makeButton(say("take"), this.label, () => this.take(proposal), "button button--second"))));
  }

  showFoot() {
    const found = [];
    if (this.question.judgement) found.push(say("judgement"));
    if (this.answer?.taken) found.push(say("taken_from", { source: this.page.names[this.answer.taken] ?? this.answer.taken }));
    this.foot.textContent = found.join(" ");
    this.foot.hidden = !found.length;
  }

  focus() {
    this.entry?.target?.focus();
  }
}
