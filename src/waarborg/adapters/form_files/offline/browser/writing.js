/* Markup as people type it, as core/publication/plain_writing.py has it; a test compares the two. What is typed is kept as it is:
   Waarborg makes markup of it when it comes back. */

const LOOKS_LIKE_LIST = /^\s*(?:[-*•]|\d{1,3}[.)])\s+\S.*$/;

class Writing {
  constructor() {
    this.isSimple = true;
    this.blocks = [];
    this.line = "";
    this.list = "";
    this.number = 0;
    this.inItem = false;
  }

  endLine(end) {
    const words = this.line.replace(/\s+/g, " ").trim();
    const last = this.blocks.length - 1;
    if (words && !this.list && LOOKS_LIKE_LIST.test(words)) this.isSimple = false; // it would come back as a list
    if (words) this.blocks.push(words + end);
    else if (end === "\n\n" && last >= 0 && !this.blocks[last].endsWith("\n\n")) {
      this.blocks[last] = this.blocks[last].replace(/\n+$/, "") + "\n\n";
    }
    this.line = "";
  }

  begin(tag) {
    if (tag === "ul" || tag === "ol") {
      this.isSimple &&= !this.list;
      this.endLine("\n\n");
      [this.list, this.number] = [tag, 0];
    } else if (tag === "li") {
      this.isSimple &&= Boolean(this.list);
      this.endLine("\n");
      this.number += 1;
      this.line = this.list === "ul" ? "- " : `${this.number}. `;
      this.inItem = true;
    } else if (tag === "br") {
      this.isSimple &&= !this.inItem;
      this.endLine("\n");
    } else if (tag === "p" || tag === "div") {
      if (this.inItem) this.isSimple &&= !this.line.replace(/^[ \-.0-9]+|[ \-.0-9]+$/g, "");
      else this.endLine("\n\n");
    } else {
      this.isSimple = false;
    }
  }

  end(tag) {
    if (tag === "ul" || tag === "ol") {
      this.endLine("\n\n");
      [this.list, this.inItem] = ["", false];
    } else if (tag === "li") {
      this.endLine("\n");
      this.inItem = false;
    } else if ((tag === "p" || tag === "div") && !this.inItem) {
      this.endLine("\n\n");
    }
  }

  add(text) {
    if (this.list && !this.inItem) this.isSimple &&= !text.trim();
    else this.line += text;
  }

  read(node) {
    for (const one of node.childNodes) {
      if (one.nodeType === Node.TEXT_NODE) {
        this.add(one.data);
      } else if (one.nodeType === Node.ELEMENT_NODE) {
        const tag = one.tagName.toLowerCase();
        this.begin(tag);
        this.read(one);
        this.end(tag);
      } else {
        this.isSimple = false;
      }
    }
  }
}

/* The plain form of markup; the markup itself when it says more than the plain form can. Only what holds no other tags
   than these is read at all, in a document in which nothing runs. */
function toWriting(markup) {
  const rest = markup.replace(/<\/?(?:p|div|br|ul|ol|li)\s*\/?>/gi, "");
  if (rest.length === markup.length || /<[a-zA-Z/!?]/.test(rest)) return markup;
  const writing = new Writing();
  writing.read(new DOMParser().parseFromString(markup, "text/html").body);
  writing.endLine("\n\n");
  return writing.isSimple ? writing.blocks.join("").trim() : markup;
}
