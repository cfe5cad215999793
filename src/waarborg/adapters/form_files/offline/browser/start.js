/* The page itself: whose file this is, the parts with how far they are, one part at a time, and saving. */

const PAUSE = 500; // after the last key, in milliseconds
const readBlock = (id) => readJson(document.getElementById(id).textContent);

class Page {
  constructor() {
    this.paper = copyPaper();
    const { form, cover, words } = readBlock("waarborg-form");
    WORDS = words;
    this.cover = cover;
    this.form = new Form(form);
    Object.assign(this, { names: form.names, differing: form.differing, files: form.files });
    this.inFile = readBlock("waarborg-answers");
    this.work = new Work(this.inFile, () => this.changed());
    this.drawer = new Drawer(this.inFile);
    this.blocks = new Blocks(this);
    this.drawn = new Map();
    this.reading = new Reading(this.form, this.work.sheet);
    this.draw();
    this.offerDrawer();
    addEventListener("hashchange", () => this.open(true));
    addEventListener("beforeunload", (event) => {
      this.keepNow();
      if (this.work.isSaved) return;
      event.preventDefault();
      event.returnValue = true; // what older browsers go by
    });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.keepNow(); });
    this.open(false);
  }

  naming() {
    return new Naming(this.form, this.work.sheet);
  }

  /* --- the frame -------------------------------------------------------------------------------------- */
  draw() {
    const { cover } = this;
    this.list = make("ol");
    this.status = make("p", { class: "status small", role: "status" });
    this.notices = make("div");
    this.main = make("main", { id: "main", tabindex: "-1" });
    const bar = make("div", { class: "bar" },
      makeButton(say("save_file"), "", () => this.saveFile()),
      makeButton(say("save_json"), "", () => this.saveJson(), "button button--second"), this.status);
    document.getElementById("app").replaceChildren(
      make("a", { class: "skip", href: "#main", onclick: (event) => { event.preventDefault(); this.main.focus(); } }, say("skip")),
      make("header", {}, make("p", { class: "small" }, [cover.organisation, cover.algorithm, `${cover.short} ${cover.version}`].join(" · ")),
        make("h1", {}, cover.title), make("p", { class: "small" }, say("line", { who: cover.by, day: tellDay(cover.made_at) }))),
      this.notices,
      make("div", { class: "columns" },
        make("aside", {}, bar,
          make("nav", { "aria-label": say("parts") }, make("p", {}, make("a", { href: "#" }, say("overview"))), this.list)), this.main));
    if (new Date() > new Date(`${cover.until}T23:59:59`)) this.notices.append(make("p", { class: "note note--warning" }, say("old", { day: tellDay(cover.until) })));
  }

  listParts() {
    return this.form.parts.filter((part) => this.reading.standPart(part) !== NOT_ASKED);
  }

  tellProgress(part) {
    const count = this.reading.measure(part);
    if (count === null || (!count.asked && !count.waiting)) return say("nothing_required");
    return count.asked ? say("answered_of", count) : say("later");
  }

  makePartLink(part) {
    const isHere = this.part === part;
    return make("a", { href: `#${encodeURIComponent(part.id)}`, "aria-current": isHere && "page" }, part.title);
  }

  /* The page on which something of the form stands. */
  addressOf(id) {
    return `#${encodeURIComponent(this.form.places.get(id).part.id)}`;
  }

  refreshList() {
    this.list.replaceChildren(...this.listParts().map((part) => (
      make("li", {}, this.makePartLink(part), " ", make("span", { class: "small subtle" }, this.tellProgress(part))))));
  }

  /* --- where somebody is ------------------------------------------------------------------------------- */
  open(isMoved) {
    const id = decodeURIComponent(location.hash.slice(1));
    this.part = this.form.parts.find((part) => part.id === id) ?? null;
    this.drawn = new Map();
    this.reading = new Reading(this.form, this.work.sheet);
    const heading = make("h2", { tabindex: "-1" }, this.part ? this.part.title : say("overview"));
    this.container = make("div");
    this.notAsked = make("p", { class: "note" }, say("part_not_asked"));
    this.around = make("p", { class: "buttons" });
    this.main.replaceChildren(heading, ...(this.part ? makeParagraphs(this.part.text) : this.makeCover()), this.notAsked, this.container, this.around);
    document.title = `${this.part ? this.part.title : say("overview")} – ${this.cover.title}`;
    this.refresh();
    if (isMoved) {
      scrollTo(0, 0);
      heading.focus();
    }
  }

  makeCover() {
    const { cover } = this;
    const facts = [
      ["about_algorithm", `${cover.algorithm} (${cover.organisation})`], ["about_form", `${cover.title}, ${say("version", cover)}`],
      ["about_made", say("line", { who: cover.by, day: tellDay(cover.made_at) })],
      ["about_until", tellDay(cover.until)], ["about_back", makeLink(cover.back, cover.back)],
    ];
    return [
      make("div", { class: "note note--warning" }, make("p", {}, say("holds_data")), make("p", {}, say("bring_back"))),
      make("dl", {}, ...facts.map(([name, value]) => make("div", {}, make("dt", {}, say(name)), make("dd", {}, value)))),
      make("h3", {}, say("how")), ...makeParagraphs(say("how_it_works")),
      make("p", {}, makeButton(say("empty_drawer"), "", () => this.emptyDrawer(), "button button--second")),
    ];
  }

  /* --- as things are now -------------------------------------------------------------------------------- */
  refreshLater() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  refresh() {
    clearTimeout(this.timer);
    this.reading = new Reading(this.form, this.work.sheet);
    this.refreshList();
    this.notAsked.hidden = !this.part || this.reading.standPart(this.part) !== NOT_ASKED;
    if (this.part) this.refreshPart();
    const parts = this.listParts(), place = parts.indexOf(this.part);
    const [before, after] = [parts[place - 1], parts[place + 1]];
    const link = (part, words) => part && make("a", { class: "button button--second", href: `#${encodeURIComponent(part.id)}` }, words, hidden(`: ${part.title}`));
    const saving = this.part && makeButton(say("save_file"), "", () => this.saveFile(), "button button--second");
    this.around.replaceChildren(...[this.part && link(before, say("back")), link(after, say(this.part ? "next" : "begin")), saving].filter(Boolean));
  }

  /* What waits stands together, so that a page that hardly began is not a list of ifs. */
  listBlocks() {
    const found = [];
    for (const one of this.reading.listPart(this.part)) {
      if (one.standing === NOT_ASKED) continue;
      if (one.standing !== WAITING) {
        found.push({ ...one, key: one.isRow ? `row ${toPlace(one.item.id, [...one.rows, one.row])}` : `${one.item.kind} ${one.place}` });
      } else if (!one.isRow) {
        let last = found[found.length - 1];
        if (last?.standing !== WAITING) found.push((last = { ...one, key: `waiting ${one.place}`, later: [], waitsFor: [] }));
        if (one.item.kind === "question") last.later.push(one.item.ask);
        last.waitsFor = [...new Set([...last.waitsFor, ...one.waitsFor.map((name) => this.nameOf(name))])];
      }
    }
    return found.filter((one) => one.standing !== WAITING || one.later.length);
  }

  nameOf(name) {
    const item = this.form.find(name);
    return item ? item.ask ?? item.title : this.names[name] ?? name;
  }

  refreshPart() {
    const blocks = this.listBlocks(), keys = new Set(blocks.map((one) => one.key));
    for (const [key, block] of this.drawn) {
      if (keys.has(key)) continue;
      block.element.remove();
      this.drawn.delete(key);
    }
    blocks.forEach((one, place) => {
      const block = this.drawn.get(one.key) ?? this.blocks.make(one);
      this.drawn.set(one.key, block);
      block.update(one);
      // Only what is new is put in: moving what stands there would take the focus away.
      if (this.container.children[place] !== block.element) this.container.insertBefore(block.element, this.container.children[place] ?? null);
    });
  }

  /* What a question of this form says now, in all rows. */
  tellEverywhere(id) {
    const item = this.form.find(id), naming = this.naming();
    if (item?.kind === "group") return this.work.sheet.listRows(id).map((row) => naming.titleRow(item, [row])).join("; ");
    if (item?.kind !== "question") return "";
    const said = [...this.work.sheet.answers].filter(([place, { value }]) => value !== null && fromPlace(place).id === id && this.work.hasRows(this.form, place));
    return said.map(([, { value }]) => naming.tell(item, value)).join("; ") || say("not_answered");
  }

  focus(id) {
    document.getElementById(id)?.focus();
  }

  tell(text) {
    this.status.textContent = text;
  }

  /* --- keeping and saving -------------------------------------------------------------------------------- */
  changed() {
    this.isEmptied = false;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keepNow(), PAUSE);
  }

  describe() {
    return this.work.describe(this.form, new Date().toISOString());
  }

  /* Also in the page itself, for who saves it with the menu of the browser. */
  keepNow() {
    clearTimeout(this.keeping);
    if (this.work.isSaved || this.isEmptied) return;
    const now = this.describe();
    document.getElementById("waarborg-answers").textContent = writeJson(now);
    const isKept = this.drawer.keep(now);
    this.tell(isKept ? say("kept", { time: tellTime(new Date()) }) : say("not_kept"));
  }

  saveFile() {
    saveAs(writePage(this.paper, this.describe()), `${this.cover.file}.html`, "text/html");
    this.afterSaving();
  }

  saveJson() {
    saveAs(writeJson(this.describe()), `${this.cover.file}.json`, "application/json");
    this.afterSaving();
  }

  afterSaving() {
    this.keepNow();
    this.work.isSaved = true;
    this.tell(say("saved", { time: tellTime(new Date()) }));
  }

  /* Work of an earlier time that stands in this browser. When it is newer than the file it is shown at once. */
  offerDrawer() {
    const kept = this.drawer.find();
    if (kept === null || !Array.isArray(kept.answers) || !kept.offline) return;
    const when = new Date(kept.offline.saved_at), isNewer = kept.offline.saved_at > (this.inFile.offline.saved_at ?? "");
    if (writeJson(kept.answers) === writeJson(this.describe().answers)) return;
    const use = (document, isSaved) => {
      this.work.takeOver(document);
      this.work.isSaved = isSaved;
      this.open(false);
    };
    const about = { day: tellDay(kept.offline.saved_at), time: tellTime(when) };
    const switchTo = (words, document, isSaved) => makeButton(say(words), "", () => {
      use(document, isSaved);
      notice.remove();
      this.tell(say("switched"));
      this.main.focus();
    }, "button button--second");
    const notice = make("div", { class: "note note--warning" }, make("p", {}, say(isNewer ? "drawer_newer" : "drawer_older", about)),
      make("p", {}, isNewer ? switchTo("use_file", this.inFile, true) : switchTo("use_drawer", kept, false)));
    this.notices.append(notice);
    if (isNewer) {
      this.work.takeOver(kept);
      this.work.isSaved = false;
    }
  }

  /* What was removed stays removed, until something is answered again. */
  emptyDrawer() {
    this.isEmptied = true;
    this.drawer.empty();
    this.tell(say("emptied"));
  }
}

new Page();
