// A trouble, one question at a time. The page's own sections are the tree; the address holds the answers (way.js).
(() => {
  "use strict";
  const site = window.mktsupport;
  const by = (id) => document.getElementById(id);
  const main = by("content");
  const sections = new Map([...document.querySelectorAll("section.node")].map((each) => [each.id.replace(/^node-/, ""), each]));
  const services = by("services");
  sections.delete("services");
  const result = by("result");
  const path = by("path");
  const chosen = by("chosen");
  const moves = by("moves");
  const title = document.title;
  const linksOf = (section) => [...section.querySelectorAll("a.option")];
  // The links' own addresses give way to those of answers, so where they lead is kept apart.
  for (const section of sections.values()) for (const link of linksOf(section)) link.dataset.to = link.hash.replace("#node-", "");
  const to = (link) => link.dataset.to;
  const gone = new Set([...document.querySelectorAll("#walk > .notice")].map((each) => each.dataset.only));
  const fits = ({ dataset }, platform) => !platform
    || (!(dataset.except ?? "").split(" ").includes(platform) && (!dataset.only || dataset.only.split(" ").includes(platform)));
  const offered = (section, platform) => linksOf(section).filter((each) => fits(each, platform));
  // The next node that somebody on the platform is asked: what cannot differ there leads on by itself.
  const settled = (node, platform) => {
    const section = sections.get(node);
    if (!platform || section.dataset.kind !== "question") return node;
    if (section.dataset.otherwise && !fits(section, platform)) return settled(section.dataset.otherwise, platform);
    const onward = [...new Set(offered(section, platform).map((each) => settled(to(each), platform)))];
    return onward.length === 1 ? onward[0] : node;
  };
  const begun = (platform) => settled(main.dataset.gone && gone.has(platform) ? main.dataset.gone : main.dataset.start, platform);

  // The node that an answer leads to, the answer as it is kept (a number in figures alone) and in words; null where
  // the node takes no such answer.
  const following = (section, answer, platform) => {
    const links = offered(section, platform);
    if (section.dataset.kind !== "amount") {
      const link = links.find((each) => each.dataset.answer === answer);
      return link ? { node: to(link), answer, said: link.textContent } : null;
    }
    const number = site.numberOf(answer, section.dataset.unit);
    if (number === null) return null;
    const link = links.find((each) => each.dataset.upTo === "" || number <= Number(each.dataset.upTo));
    const unit = section.querySelector("form span").textContent;
    const gap = document.documentElement.lang === "ja" ? "" : " ";
    return { node: to(link), answer: String(number), said: `${number.toLocaleString("en-US")}${gap}${unit}` };
  };
  // As far as the answers hold.
  const walk = (answers, platform) => {
    const passed = [];
    let node = begun(platform);
    for (const answer of answers) {
      const section = sections.get(node);
      const next = section.dataset.kind === "outcome" ? null : following(section, answer, platform);
      if (!next) break;
      passed.push({ node, answer: next.answer, said: next.said, ask: section.querySelector("h2").textContent });
      node = settled(next.node, platform);
    }
    return { passed, node };
  };
  // The shortest way to a node, for an address that names one.
  const wayTo = (wanted) => {
    const ways = [{ node: main.dataset.start, answers: [] }];
    for (const { node, answers } of ways) {
      if (node === wanted) return answers;
      const section = sections.get(node);
      let edge = 0;
      for (const link of linksOf(section)) {
        const answer = link.dataset.answer ?? String((edge = link.dataset.upTo === "" ? edge + 1 : Number(link.dataset.upTo)));
        ways.push({ node: to(link), answers: [...answers, answer] });
      }
    }
    return null;
  };

  let changing = null; // the number of the answer that is being put right, and the way as it was
  let shown = null;

  const state = () => {
    const named = /^#node-(.+)$/.exec(location.hash);
    const way = named && sections.has(named[1]) ? wayTo(named[1]) : null;
    if (way) return { platform: null, answers: way };
    const read = site.walked(location.hash) ?? { platform: undefined, answers: [] };
    const known = !services || !read.platform || linksOf(services).some((each) => each.dataset.platform === read.platform);
    return known ? read : { ...read, platform: null };
  };
  // Back to the first question, or the service.
  const begin = (event, change) => {
    event.preventDefault();
    changing = change;
    history.pushState(null, "", location.pathname + location.search);
    show(true);
  };
  const go = (platform, answers) => { location.hash = `#${site.fragment(platform, answers)}`; };

  const show = (focus) => {
    const { platform, answers } = state();
    const { passed, node } = walk(answers, platform);
    const given = passed.map((each) => each.answer);
    const asking = services && platform === undefined;
    const section = asking ? services : sections.get(node);
    const addressOf = (answers) => `#${site.fragment(platform ?? null, answers)}`;
    const fragment = `#${site.fragment(platform, given)}`;
    if (location.hash && location.hash !== fragment) history.replaceState(null, "", fragment);
    for (const each of [...sections.values(), services]) if (each) each.hidden = each !== section;
    result.hidden = section.dataset.kind !== "outcome";
    by("asked-sources").hidden = !result.hidden;

    for (const each of document.querySelectorAll("#walk > .notice")) each.hidden = each.dataset.only !== platform;
    chosen.hidden = asking || !services;
    if (!chosen.hidden) {
      chosen.firstElementChild.textContent = linksOf(services).find((each) => each.dataset.platform === (platform ?? "")).textContent;
      chosen.lastElementChild.onclick = (event) => begin(event, { index: -1, passed });
    }
    path.hidden = !passed.length || asking;
    path.replaceChildren(...passed.map((each, index) => {
      const item = document.createElement("li");
      const change = document.createElement("a");
      change.href = addressOf(given.slice(0, index));
      change.textContent = site.say("change");
      change.setAttribute("aria-label", `${site.say("change")}: ${each.ask}`);
      change.onclick = () => { changing = { index, passed }; };
      const said = document.createElement("b");
      said.textContent = each.said;
      item.append(`${each.ask} `, said, " ", change);
      return item;
    }));
    moves.hidden = asking || (!given.length && !services);
    const back = by("back");
    back.href = given.length ? addressOf(given.slice(0, -1)) : "#";
    by("restart").hidden = !given.length;

    section.querySelector(".progress")?.remove();
    if (section.dataset.most) {
      const progress = document.createElement("p");
      progress.className = "progress dim";
      const more = Number(section.dataset.most) - 1;
      progress.textContent = site.say("question", { n: given.length + 1 }) + (more ? ` · ${site.say("most", { n: more })}` : "");
      section.prepend(progress);
      for (const link of linksOf(section)) link.parentElement.hidden = !fits(link, platform);
      for (const link of linksOf(section)) if (link.dataset.answer) link.href = addressOf([...given, link.dataset.answer]);
    }
    document.title = `${section.querySelector("h2").textContent} · ${title}`;
    if (section.dataset.kind === "outcome") open(section, platform ?? null, given);
    if (focus) {
      const heading = section.querySelector("h2");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      main.scrollIntoView();
    }
  };

  // The outcome's own page, shown in its place here.
  const open = async (section, platform, given) => {
    const link = section.querySelector("p.open a");
    const key = `${link.href}#${site.fragment(platform, given)}`;
    if (shown === key) return;
    shown = key;
    result.replaceChildren(site.say("loading"));
    link.parentElement.hidden = true;
    let article;
    try {
      article = document.importNode((await site.fetched(link.href)).getElementById("outcome"), true);
    } catch {
      location.assign(key); // opened from a folder: the outcome's page does the same by itself
      return;
    }
    if (shown !== key) return;
    for (const each of article.querySelectorAll("a[href]")) {
      const address = each.getAttribute("href");
      if (!address.startsWith("#")) each.href = new URL(address, link.href).href;
    }
    for (const each of article.querySelectorAll(".notice")) each.remove(); // it stands above already
    site.only(article, platform ?? "");
    site.offer(article, platform, given, location.href);
    result.replaceChildren(article);
    site.fill(result);
  };

  // A change of one answer keeps the later ones while the same questions come in the same order.
  const kept = (answer, platform, given) => {
    const answers = [...given, answer];
    if (changing && changing.index === given.length) {
      for (const { node, answer: later } of changing.passed.slice(given.length + 1)) {
        if (walk(answers, platform).node !== node) break;
        answers.push(later);
      }
    }
    changing = null;
    go(platform ?? null, answers);
  };

  by("walk").addEventListener("click", (event) => {
    const link = event.target.closest("a.option");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const { platform, answers } = state();
    if (link.dataset.platform !== undefined) {
      const later = changing && changing.index === -1 ? changing.passed.map((each) => each.answer) : [];
      changing = null;
      go(link.dataset.platform || null, later);
    } else {
      kept(link.dataset.answer, platform, answers);
    }
  });
  for (const form of document.querySelectorAll("form.amount")) {
    form.hidden = false;
    form.closest("section").querySelector("ul.bands").hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const next = following(form.closest("section"), form.querySelector("input").value);
      form.querySelector(".wrong").hidden = Boolean(next);
      const { platform, answers } = state();
      if (next) kept(next.answer, platform, answers);
    });
  }
  by("restart").addEventListener("click", (event) => begin(event, null));
  by("back").addEventListener("click", (event) => {
    if (event.currentTarget.getAttribute("href") === "#") begin(event, null);
    else changing = null;
  });
  window.addEventListener("popstate", () => show(true));
  show(false);
})();
