/* Suggestions while typing in a search field. Without this script the field is a plain form that works as well.
   The pattern is that of a combobox with a list (ARIA 1.2): the focus stays in the field; the arrow keys choose,
   Enter goes there, Escape closes. What to suggest is asked from the server, which answers with the list in HTML. */
"use strict";

(() => {
  const SHORTEST = 2;
  const WAIT = 180;

  function watch(form) {
    const field = form.querySelector("input[type=search]");
    const box = form.querySelector("[data-suggest-list]");
    const status = form.querySelector("[data-suggest-status]");
    if (!field || !box || !status) return;
    let timer = 0;
    let asked = null;
    let chosen = -1;

    box.id = `${field.id}-list`;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", box.id);

    const options = () => [...box.querySelectorAll("[role=option]")];
    const isOpen = () => !box.hidden;

    function choose(number) {
      const all = options();
      chosen = all.length ? (number + all.length + 1) % (all.length + 1) : -1;
      /* One past the last is the field itself, with what was typed. */
      if (chosen === all.length) chosen = -1;
      all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
      if (chosen < 0) {
        field.removeAttribute("aria-activedescendant");
      } else {
        field.setAttribute("aria-activedescendant", all[chosen].id);
        all[chosen].scrollIntoView({ block: "nearest" });
      }
    }
    function close() {
      clearTimeout(timer);
      if (asked) asked.abort();
      asked = null;
      box.hidden = true;
      box.replaceChildren();
      status.textContent = "";
      field.setAttribute("aria-expanded", "false");
      choose(-1);
    }
    function show(html) {
      const found = new DOMParser().parseFromString(html, "text/html").querySelector("[role=listbox]");
      if (!found || document.activeElement !== field) return close();
      box.replaceChildren(found);
      found.id = `${field.id}-options`;
      field.setAttribute("aria-controls", found.id);
      options().forEach((option, place) => (option.id = `${field.id}-option-${place}`));
      const isEmpty = options().length === 0;
      box.hidden = isEmpty;
      field.setAttribute("aria-expanded", String(!isEmpty));
      status.textContent = found.dataset.message;
      choose(-1);
    }
    async function ask() {
      const typed = field.value.trim();
      if (typed.length < SHORTEST) return close();
      if (asked) asked.abort();
      asked = new AbortController();
      try {
        const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
        const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "text/html" } });
        if (answer.ok) show(await answer.text());
        else close();
      } catch {
        /* Another letter was typed meanwhile, or there is no network: the form still searches. */
      }
    }
    function go(option) {
      window.location.assign(option.dataset.address);
    }

    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim().length < SHORTEST) close();
      else timer = setTimeout(ask, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" && !isOpen()) {
        event.preventDefault();
        ask();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!isOpen()) return;
        event.preventDefault();
        choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? options().length - 1 : chosen - 1);
      } else if (event.key === "Enter" && isOpen() && chosen >= 0) {
        event.preventDefault();
        go(options()[chosen]);
      } else if (event.key === "Escape" && isOpen()) {
        event.preventDefault();
        close();
      } else if (event.key === "Tab") {
        close();
      }
    });
    field.addEventListener("blur", close);
    form.addEventListener("submit", close);
    /* The field keeps the focus, so that a click is not taken for leaving it. */
    box.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  }

  for (const form of document.querySelectorAll("form[data-suggestions]")) watch(form);
})();
