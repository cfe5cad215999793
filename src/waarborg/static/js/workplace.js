/* The workplace without a script does everything; with it, text is kept while you type.
   htmx sends the form (hx-post) on the event `autosave`; this file decides when: two seconds after the last
   key, or at once when a field changes. */
"use strict";

(() => {
  const WAIT = 2000;
  const focusOn = document.querySelector("[data-focus]");
  if (focusOn) focusOn.focus();

  /* --- characters left ------------------------------------------------------------------------------ */
  const LIST_MARK = /^\s*([-*•]|\d{1,3}[.)])\s+/gm;
  function count(field) {
    const text = field.value.trim();
    return field.rows > 3 ? text.replace(LIST_MARK, "").replace(/\n/g, "").length : text.length;
  }
  function showLeft(field) {
    const line = document.getElementById(`${field.id}-left`);
    if (!line) return;
    const left = Number(line.dataset.max) - count(field);
    line.textContent = left < 0 ? `${-left} ${line.dataset.over}` : `${left} ${line.dataset.left}`;
    line.classList.toggle("wp-left--over", left < 0);
  }
  document.addEventListener("input", (event) => {
    if (event.target.id) showLeft(event.target);
  });

  /* --- rows of a list ------------------------------------------------------------------------------- */
  const FIELDS = "input:not([type=hidden]), textarea, select";
  function renumber(row, name, number) {
    const old = row.dataset.row;
    for (const element of row.querySelectorAll("*")) {
      for (const key of ["id", "name", "for", "aria-describedby", "data-left-of", "value"]) {
        const value = element.getAttribute(key);
        if (value === null || (key === "value" && element.tagName !== "BUTTON")) continue;
        element.setAttribute(key, value.replaceAll(`-${old}-`, `-${number}-`).replace(`${name}:${old}`, `${name}:${number}`));
      }
    }
    row.dataset.row = String(number);
  }
  /* What is ticked keeps its value: that says which choice it is. */
  function empty(field) {
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else field.value = "";
  }
  function addRow(list) {
    const rows = list.querySelectorAll(".wp-row");
    const last = rows[rows.length - 1];
    if (!last) return false;
    const row = last.cloneNode(true);
    const number = Math.max(...[...rows].map((item) => Number(item.dataset.row))) + 1;
    renumber(row, list.dataset.rows, number);
    row.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+$/, String(number + 1)));
    row.querySelectorAll(".wp-remarks").forEach((remark) => remark.remove());
    for (const field of row.querySelectorAll("input, textarea, select")) {
      empty(field);
      field.removeAttribute("aria-invalid");
    }
    last.after(row);
    row.querySelectorAll("input, textarea").forEach(showLeft);
    row.querySelector(FIELDS).focus();
    return true;
  }
  function removeRow(list, row) {
    const form = row.closest("form");
    if (list.querySelectorAll(".wp-row").length > 1) {
      const near = row.previousElementSibling?.matches(".wp-row") ? row.previousElementSibling : row.nextElementSibling;
      row.remove();
      (near.querySelector(FIELDS) || near).focus();
    } else {
      row.querySelectorAll("input, textarea, select").forEach(empty);
      row.querySelector(FIELDS).focus();
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-row], [data-remove-row]");
    if (!button) return;
    const list = button.closest("[data-rows]");
    if (button.hasAttribute("data-remove-row")) {
      event.preventDefault();
      removeRow(list, button.closest(".wp-row"));
    } else if (addRow(list)) {
      event.preventDefault();
    }
  });

  /* --- keeping what is typed ------------------------------------------------------------------------- */
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = document.getElementById("autosave-status");
  let timer = 0;
  let isDirty = false;
  let isOnItsWay = false;
  function keep() {
    clearTimeout(timer);
    if (isDirty && window.htmx) window.htmx.trigger(form, "autosave");
  }
  function touch(delay) {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, delay);
  }
  form.addEventListener("input", () => touch(WAIT));
  form.addEventListener("change", () => touch(0));
  form.addEventListener("focusin", (event) => {
    if (event.target.id) form.elements.place.value = event.target.id;
  });
  /* Who tabs through the form never has a field behind the bar with the save button, also not when the answer of the
     server makes the bar higher or moves what stands below. */
  const bar = form.querySelector(".wp-savebar");
  let isTabbing = false;
  function uncover() {
    const one = document.activeElement;
    if (!isTabbing || !form.contains(one) || bar.contains(one) || getComputedStyle(bar).position !== "sticky") return;
    const hidden = one.getBoundingClientRect().bottom + 16 - bar.getBoundingClientRect().top;
    if (hidden > 0) window.scrollBy(0, hidden);
  }
  document.addEventListener("keydown", (event) => { isTabbing = event.key === "Tab"; });
  form.addEventListener("focusin", uncover);
  new ResizeObserver(uncover).observe(bar);
  new ResizeObserver(uncover).observe(form);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isDirty = isOnItsWay = false;
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt !== form) return;
    isDirty = false;
    isOnItsWay = true;
  });
  document.body.addEventListener("htmx:afterRequest", () => { isOnItsWay = false; });
  function fail() {
    isDirty = true;
    status.textContent = status.dataset.failed;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT * 10);
  }
  document.body.addEventListener("htmx:sendError", fail);
  document.body.addEventListener("htmx:responseError", fail);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    /* After the session has ended the answer is the login page, under another address. */
    const answered = event.detail.xhr.responseURL;
    if (answered && new URL(answered).pathname !== new URL(form.getAttribute("hx-post"), location).pathname) {
      event.detail.shouldSwap = false;
      fail();
    }
  });
  /* Going away in the middle of a word: the browser sends the form after the page has gone. */
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !(isDirty || isOnItsWay)) return;
    isDirty = false;
    clearTimeout(timer);
    navigator.sendBeacon(form.getAttribute("hx-post"), new FormData(form));
  });
})();
