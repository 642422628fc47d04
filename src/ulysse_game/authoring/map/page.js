// The page of the map: draws it from the data beside this script, and answers the hands.
// Nothing of the story is ever read as HTML here: words go in as text, panels are cloned from
// templates that were escaped when the page was written.
"use strict";
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const EDGE = 20, GAP = 64, LANE = 7, LANES = 24, LINE = 13;
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const map = $("map"), panel = $("panel"), article = panel.querySelector("article");
  const templates = new Map(), rows = new Map(), groups = new Map(), homes = new Map();
  const nodes = new Map(), edges = [];
  const folded = new Set(data.folded ? data.sheets.map((sheet) => sheet.id) : []);
  let view = { x: 0, y: 0, scale: 1 }, size = { w: 1, h: 1 };
  let color = data.shadings[0].by, current = "", hits = [], hit = -1, query = "", texts = null;

  const make = (name, attributes, ...children) => {
    const found = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
    found.append(...children);
    return found;
  };
  const words = (text, x, y, kind) => make("text", { x, y, class: kind }, text);

  // ── the map ─────────────────────────────────────────────────────────────────────────────────

  const paper = make("g", {});
  const routes = make("g", {}), stack = make("g", {});
  paper.append(routes, stack);
  map.append(paper);

  function drawnNode(node) {
    const group = make("g", { class: "node", "data-id": node.id });
    group.append(make("title", {}, node.tip));
    const box = { x: node.x, y: node.y, width: node.w, height: node.h };
    group.append(make("rect", { ...box, rx: node.kind.startsWith("card") ? 12 : 3 }));
    if (/^(ending|early)/.test(node.kind)) {
      const inner = { x: node.x + 3, y: node.y + 3, width: node.w - 6, height: node.h - 6 };
      group.append(make("rect", { ...inner, rx: 2, class: "inner" }));
    }
    const x = node.x + node.w / 2;
    node.lines.forEach((line, n) => {
      const y = node.y + 19 + (n ? 15 + (n - 1) * LINE : 0);
      group.append(words(line, x, y, n ? "small" : "name"));
    });
    group.append(words("", x, node.y + 34 + (node.lines.length - 1) * LINE, "small note"));
    nodes.set(node.id, { node, group });
    return group;
  }

  function drawnEdge(edge) {
    const group = make("g", { class: `edge ${edge.kind}` });
    group.dataset.source = edge.s;
    group.dataset.target = edge.t;
    group.append(make("title", {}, edge.tip));
    group.append(make("path", { d: edge.d, "marker-end": "url(#tip)" }));
    if (edge.label) {
      const high = LINE * edge.label.length, top = edge.y - high / 2;
      group.append(make("rect", {
        x: edge.x - edge.w / 2 - 2, y: top, width: edge.w + 4, height: high, class: "behind",
      }));
      edge.label.forEach((line, n) => {
        group.append(words(line, edge.x, top + LINE * n + 10.5, "label"));
      });
    }
    edges.push({ edge, group });
    return group;
  }

  function drawnSheet(sheet) {
    const group = make("g", { class: "sheet" });
    group.append(make("rect", { class: "frame", width: sheet.w, height: sheet.h, rx: 10 }));
    for (const d of sheet.entries) {
      group.append(make("path", { class: "entry", d, "marker-end": "url(#tip)" }));
    }
    for (const edge of sheet.edges) group.append(drawnEdge(edge));
    for (const door of sheet.outs) {
      group.append(words(door.label, door.x, sheet.h - sheet.margin - 3, "door"));
    }
    for (const node of sheet.nodes) {
      homes.set(node.id, sheet);
      group.append(drawnNode(node));
    }
    const handle = make("g", { class: "fold", "data-fold": sheet.id });
    handle.append(
      make("title", {}, `fold ${sheet.title}`),
      make("rect", { x: 10, y: 9, width: 18, height: 18, rx: 3 }),
      words("−", 19, 22, "sign"),
      words(sheet.title, 36, 24, "chapter"),
    );
    group.append(handle);
    return group;
  }

  function drawnFolded(sheet) {
    const w = Math.max(220, sheet.wide + 60), group = make("g", { class: "fold whole" });
    group.dataset.fold = sheet.id;
    const note = sheet.count === 1 ? "1 scene" : `${sheet.count} scenes`;
    group.append(
      make("title", {}, `unfold ${sheet.title}`),
      make("rect", { width: w, height: 54, rx: 10 }),
      words(`+ ${sheet.title}`, w / 2, 24, "name"),
      words(note, w / 2, 42, "small"),
    );
    return { group, w, h: 54 };
  }

  // Sheets one under another, and the lines between them: as stack.py does it, folds and all.
  function restack() {
    const placed = new Map(), entries = new Map();
    let top = EDGE, right = 0;
    stack.replaceChildren();
    routes.replaceChildren();
    data.sheets.forEach((sheet, number) => {
      const is = folded.has(sheet.id);
      if (!is && !groups.has(sheet.id)) groups.set(sheet.id, drawnSheet(sheet));
      const shown = is ? drawnFolded(sheet)
        : { group: groups.get(sheet.id), w: sheet.w, h: sheet.h };
      shown.group.setAttribute("transform", `translate(${EDGE} ${top})`);
      stack.append(shown.group);
      placed.set(sheet.id, { number, top, is, w: shown.w, h: shown.h, sheet });
      for (const door of sheet.ins) entries.set(door.to, { id: sheet.id, x: door.x });
      right = Math.max(right, EDGE + shown.w);
      top += shown.h + GAP;
    });
    const found = new Map();
    for (const from of placed.values()) {
      for (const door of from.sheet.outs) {
        const entry = entries.get(door.to);
        if (!entry) continue;
        const goal = placed.get(entry.id);
        const spread = (n, all, w) => w * (n + 1) / (all + 1);
        const sx = EDGE + (from.is ? spread(goal.number, data.sheets.length, from.w) : door.x);
        const ex = EDGE + (goal.is ? spread(from.number, data.sheets.length, goal.w) : entry.x);
        const key = `${sx} ${from.number} ${ex} ${goal.number}`;
        const line = found.get(key) || { from, goal, sx, ex, n: 0, names: new Set() };
        line.n += door.n;
        line.names.add(door.to);
        found.set(key, line);
      }
    }
    let lane = 0, lanes = 0;
    for (const line of found.values()) {
      const sy = line.from.top + line.from.h, ey = line.goal.top;
      let d, cx, cy;
      if (line.goal.number === line.from.number + 1) {
        const m = (sy + ey) / 2;
        d = `M${line.sx} ${sy}C${line.sx} ${m} ${line.ex} ${m} ${line.ex} ${ey}`;
        [cx, cy] = [(line.sx + line.ex) / 2, m];
      } else {
        lane = lane % LANES + 1;
        lanes = Math.max(lanes, lane);
        const x = right + LANE * lane, by = GAP * lane / (2 * LANES + 2);
        d = `M${line.sx} ${sy}V${sy + by}H${x}V${ey - by}H${line.ex}V${ey}`;
        [cx, cy] = [line.sx + 18, sy + by];
      }
      const group = make("g", { class: "edge passing" });
      const what = line.n === 1 ? "1 way" : `${line.n} ways`;
      group.append(make("title", {}, `${what} to ${[...line.names].join(", ")}`));
      group.append(make("path", { class: "route", d, "marker-end": "url(#tip)" }));
      if (line.n > 1) group.append(words(`× ${line.n}`, cx + 6, cy + 4, "count"));
      routes.append(group);
    }
    size = { w: right + LANE * (lanes + 1) + EDGE, h: top - GAP + EDGE };
    place = placed;
    shade();
    mark();
  }
  let place = new Map();

  // ── colours ─────────────────────────────────────────────────────────────────────────────────

  function shade() {
    const shading = data.shadings.find((each) => each.by === color) || data.shadings[0];
    color = shading.by;
    $("colors").value = color;
    for (const [id, { node, group }] of nodes) {
      const [paint, note] = shading.shades[id] || ["plain", ""];
      group.setAttribute("class", `node ${node.kind} ${paint}`);
      group.querySelector(".note").textContent = note;
    }
    for (const [id, row] of rows) {
      const note = (shading.shades[id] || ["", ""])[1];
      row.querySelector(".note").textContent = note && `· ${note}`;
    }
    $("legend").replaceChildren(...shading.legend.map(([paint, meaning]) => {
      const item = document.createElement("li");
      const key = make("svg", { viewBox: "0 0 15 15", "aria-hidden": "true" });
      key.append(make("g", { class: `node ${paint}` },
        make("rect", { x: 1.5, y: 1.5, width: 12, height: 12 })));
      item.append(key, meaning);
      return item;
    }));
  }

  function mark() {
    for (const [id, { group }] of nodes) {
      group.classList.toggle("hit", hits.includes(id));
      group.classList.toggle("current", id === current);
    }
    for (const { edge, group } of edges) {
      group.classList.toggle("hot", !!current && (edge.s === current || edge.t === current));
    }
    for (const [id, row] of rows) {
      row.classList.toggle("miss", !!query && !hits.includes(id));
      const link = row.querySelector("a");
      if (id === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  // ── moving about ────────────────────────────────────────────────────────────────────────────

  function show() {
    paper.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  }

  function fit() {
    const w = map.clientWidth || 800, h = map.clientHeight || 600;
    const whole = Math.min(w / size.w, h / size.h);
    // A long map is shown from its beginning, as wide as may be, rather than as a thread.
    const scale = Math.min(1, Math.max(whole, Math.min(w / size.w, 0.45)));
    view = { scale, x: Math.max(0, (w - size.w * scale) / 2), y: 0 };
    show();
  }

  function zoom(by, x = map.clientWidth / 2, y = map.clientHeight / 2) {
    const scale = Math.min(4, Math.max(0.02, view.scale * by)), real = scale / view.scale;
    view = { scale, x: x - (x - view.x) * real, y: y - (y - view.y) * real };
    show();
  }

  function pan(dx, dy) {
    view.x += dx;
    view.y += dy;
    show();
  }

  function goTo(id) {
    const sheet = homes.get(id) || data.sheets.find((one) => one.nodes.some((n) => n.id === id));
    if (!sheet) return;
    if (folded.delete(sheet.id)) restack();
    const { node } = nodes.get(id), home = place.get(sheet.id);
    const scale = Math.max(view.scale, 0.8);
    view = {
      scale,
      x: map.clientWidth / 2 - (EDGE + node.x + node.w / 2) * scale,
      y: map.clientHeight / 2 - (home.top + node.y + node.h / 2) * scale,
    };
    show();
  }

  // ── reading ─────────────────────────────────────────────────────────────────────────────────

  function open(id, has_focus) {
    const template = templates.get(id);
    if (!template) return close();
    current = id;
    article.replaceChildren(template.content.cloneNode(true));
    panel.hidden = false;
    document.body.classList.add("reading");
    panel.scrollTop = 0;
    goTo(id);
    mark();
    const row = rows.get(id);
    if (row) {
      row.closest("details").open = true;
      row.scrollIntoView({ block: "nearest" });
    }
    if (has_focus) article.querySelector("h2").focus({ preventScroll: true });
  }

  function close() {
    current = "";
    panel.hidden = true;
    document.body.classList.remove("reading");
    mark();
  }

  // ── searching ───────────────────────────────────────────────────────────────────────────────

  function search(text) {
    query = text.trim().toLowerCase();
    hit = -1;
    if (query && !texts) {
      texts = [...templates].map(([id, each]) =>
        [id, `${id} ${each.content.textContent}`.toLowerCase().replace(/\s+/g, " ")]);
    }
    const wanted = query.split(/\s+/);
    hits = query ? texts.filter(([id, text]) =>
      text.includes(query) || wanted.every((word) => id.includes(word))).map(([id]) => id) : [];
    hits.sort((a, b) => b.includes(query) - a.includes(query));
    if (query) for (const each of document.querySelectorAll("#list details")) {
      each.open = !!each.querySelector("li:not(.miss)") || hits.length < 200;
    }
    mark();
    tellHits();
  }

  function tellHits() {
    $("hits").textContent = !query ? "" : !hits.length ? "nothing found"
      : hit < 0 ? `${hits.length} found` : `${hit + 1} of ${hits.length}`;
  }

  function next(by) {
    if (!hits.length) return;
    hit = (hit + by + hits.length) % hits.length;
    tellHits();
    set({ scene: hits[hit] });
  }

  // ── the address ─────────────────────────────────────────────────────────────────────────────

  const asked = () => new URLSearchParams(location.hash.slice(1));

  function set(changes) {
    const now = asked();
    for (const [key, value] of Object.entries(changes)) {
      if (value) now.set(key, value);
      else now.delete(key);
    }
    const hash = now.toString();
    if (`#${hash}` === location.hash) return read();
    history.pushState(null, "", hash ? `#${hash}` : location.pathname + location.search);
    read();
  }

  let was = "", opened = "";
  function read(has_focus = false) {
    const now = asked();
    color = now.get("color") || color;
    const wide = now.get("open") || "";
    if (wide !== opened && (wide === "1" || wide === "0")) {
      folded.clear();
      if (wide === "0") for (const sheet of data.sheets) folded.add(sheet.id);
      restack();
      if (!now.get("scene")) fit();
    }
    opened = wide;
    shade();
    const text = now.get("search") || "";
    if (text !== was) {
      was = text;
      $("search").value = text;
      search(text);
    }
    const scene = now.get("scene") || "";
    if (scene) open(scene, has_focus);
    else close();
  }

  // ── hands ───────────────────────────────────────────────────────────────────────────────────

  function fold(id) {
    if (!folded.delete(id)) folded.add(id);
    restack();
  }

  let dragged = null;
  const fingers = new Map();
  map.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    dragged = { moved: 0, id: event.pointerId };
  });
  map.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const here = [event.clientX, event.clientY];
    if (fingers.size === 2) {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const far = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]);
      const box = map.getBoundingClientRect();
      zoom(far(here) / Math.max(far(before), 1), other[0] - box.x, other[1] - box.y);
      if (dragged) dragged.moved = 9;
    } else {
      const [dx, dy] = [here[0] - before[0], here[1] - before[1]];
      if (dragged) dragged.moved += Math.abs(dx) + Math.abs(dy);
      if (dragged && dragged.moved > 4) {
        map.setPointerCapture(event.pointerId);
        map.classList.add("dragged");
      }
      pan(dx, dy);
    }
    fingers.set(event.pointerId, here);
  });
  const lift = (event) => {
    fingers.delete(event.pointerId);
    map.classList.remove("dragged");
  };
  map.addEventListener("pointerup", lift);
  map.addEventListener("pointercancel", lift);
  map.addEventListener("click", (event) => {
    const was = dragged;
    dragged = null;
    if (was && was.moved > 4) return; // the end of a drag
    const node = event.target.closest("[data-id]"), handle = event.target.closest("[data-fold]");
    const cut = event.target.closest(".edge.cut");
    if (node) set({ scene: node.dataset.id });
    else if (cut) set({ scene: cut.dataset.target });
    else if (handle) fold(handle.dataset.fold);
  });
  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = map.getBoundingClientRect();
    const by = event.deltaMode ? event.deltaY * 30 : event.deltaY;
    if (event.shiftKey) pan(-by, 0);
    else zoom(Math.exp(-by / 500), event.clientX - box.x, event.clientY - box.y);
  }, { passive: false });

  const moves = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest("input,select");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") set({ scene: "" });
    else if (field) return;
    else if (event.key === "/") {
      event.preventDefault();
      $("search").focus();
    } else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-" || event.key === "−") zoom(0.8);
    else if (event.key === "0") fit();
    else if (moves[event.key] && event.target === map) {
      event.preventDefault();
      pan(...moves[event.key]);
    }
  });
  $("search").addEventListener("input", () => {
    was = $("search").value;
    search(was);
    const now = asked();
    if (was) now.set("search", was);
    else now.delete("search");
    history.replaceState(null, "", `#${now}`);
  });
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") next(event.shiftKey ? -1 : 1);
  });
  $("colors").addEventListener("change", () => set({ color: $("colors").value }));
  $("in").addEventListener("click", () => zoom(1.25));
  $("out").addEventListener("click", () => zoom(0.8));
  $("fit").addEventListener("click", fit);
  $("fold").addEventListener("click", () => set({ open: "0", scene: "" }));
  $("unfold").addEventListener("click", () => set({ open: "1" }));
  $("close").addEventListener("click", () => set({ scene: "" }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#scene="]');
    if (!link) return;
    event.preventDefault();
    set({ scene: new URLSearchParams(link.getAttribute("href").slice(1)).get("scene") });
    article.querySelector("h2")?.focus({ preventScroll: true });
  });
  window.addEventListener("popstate", () => read(true));
  window.addEventListener("hashchange", () => read(true));

  // ── the beginning ───────────────────────────────────────────────────────────────────────────

  for (const each of document.querySelectorAll("template[data-id]")) {
    templates.set(each.dataset.id, each);
  }
  for (const each of document.querySelectorAll("#list li")) rows.set(each.dataset.id, each);
  $("colors").replaceChildren(...data.shadings.map((each) => {
    const option = document.createElement("option");
    option.value = option.textContent = each.by;
    return option;
  }));
  restack();
  fit();
  read();
  document.body.dataset.ready = "yes";
})();
