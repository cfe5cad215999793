/* A button that copies what stands in a field. Without a script there is no button, and the field can be selected. */
"use strict";

(() => {
  for (const button of document.querySelectorAll("[data-copy-of]")) {
    const field = document.getElementById(button.dataset.copyOf);
    const line = document.getElementById(button.dataset.status);
    if (!field || !line || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      navigator.clipboard.writeText(field.value).then(
        () => { line.textContent = button.dataset.done; },
        () => { field.focus(); field.select(); },
      );
    });
  }
})();
