// What the portal's pages do better with script; every page works without it.
(function () {
  "use strict";

  // The summary of what has to be mended is read out first, and its links put the cursor into the field.
  function openAtErrors() {
    var summary = document.querySelector("[data-errors]");
    if (!summary) return;
    summary.focus();
    summary.addEventListener("click", function (event) {
      var link = event.target.closest("a[href^='#']");
      var field = link && document.getElementById(link.hash.slice(1));
      if (!field) return;
      event.preventDefault();
      var item = field.closest("[id^='item-'], fieldset.one-row") || field;
      item.scrollIntoView();
      field.focus({ preventScroll: true });
    });
  }

  // A second press while the first is on its way is not sent. The buttons stay usable for keyboard and reader.
  function sendOnce() {
    document.addEventListener("submit", function (event) {
      var form = event.target;
      if (event.defaultPrevented || form.method !== "post") return;
      var button = event.submitter;
      var key = button ? button.name + "=" + button.value : "";
      if (form.dataset.sent === key && Date.now() - Number(form.dataset.sentAt) < 8000) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = key;
      form.dataset.sentAt = String(Date.now());
      form.setAttribute("aria-busy", "true");
    });
    window.addEventListener("pageshow", function () {
      document.querySelectorAll("form[data-sent]").forEach(function (form) {
        delete form.dataset.sent;
        form.removeAttribute("aria-busy");
      });
    });
  }

  // Rows are added and taken away in the page; without script the server does it.
  function rowsOf(box) {
    return Array.from(box.querySelectorAll(":scope > fieldset.one-row"));
  }

  function number(box) {
    var rows = rowsOf(box);
    rows.forEach(function (row, at) {
      row.querySelectorAll("[data-number]").forEach(function (place) {
        place.textContent = String(at + 1);
      });
    });
    var add = box.querySelector(":scope > button[name='add_row']");
    if (add) add.hidden = rows.length >= Number(box.dataset.most);
  }

  function fill(node, mark) {
    Array.from(node.attributes).forEach(function (attribute) {
      if (attribute.value.indexOf("NEW") !== -1) attribute.value = attribute.value.replace("-NEW", "-" + mark);
    });
    Array.from(node.children).forEach(function (child) { fill(child, mark); });
  }

  function addRow(box) {
    var blank = document.getElementById("blank-" + box.dataset.rows);
    var end = box.querySelector(":scope > [data-rows-end]");
    if (!blank || !end) return false;
    var row = blank.content.firstElementChild.cloneNode(true);
    box.dataset.next = String(Number(box.dataset.next || rowsOf(box).length) + 1);
    fill(row, "n" + box.dataset.next);
    box.insertBefore(row, end);
    number(box);
    var first = row.querySelector("input:not([type=hidden]), select, textarea");
    if (first) first.focus();
    return true;
  }

  function changeRows() {
    document.addEventListener("click", function (event) {
      var button = event.target.closest("button[name='add_row'], button[name='remove_row']");
      var box = button && button.closest("[data-rows]");
      if (!box) return;
      if (button.name === "add_row") {
        if (addRow(box)) event.preventDefault();
        return;
      }
      event.preventDefault();
      button.closest("fieldset.one-row").remove();
      number(box);
      box.focus();
    });
  }

  // Of a grouped list only the group that was chosen in the list before it is shown.
  function narrow(select) {
    var before = select.form && select.form.elements[select.dataset.within];
    if (!before || !before.options) return;
    var groups = Array.from(select.querySelectorAll("optgroup"));
    function show() {
      var chosen = before.selectedIndex < 0 ? "" : before.options[before.selectedIndex].label;
      var none = !before.value || !groups.some(function (group) { return group.label === chosen; });
      groups.forEach(function (group) {
        var away = !none && group.label !== chosen;
        group.hidden = away;
        group.disabled = away;
      });
      var picked = select.options[select.selectedIndex];
      if (picked && picked.parentElement.disabled) select.value = "";
    }
    before.addEventListener("change", show);
    show();
  }

  openAtErrors();
  sendOnce();
  changeRows();
  document.querySelectorAll("select[data-within]").forEach(narrow);
})();
