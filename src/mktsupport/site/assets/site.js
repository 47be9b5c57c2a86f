// What every page does: opening hours at this moment in Japan, and the sources behind a statement.
(() => {
  "use strict";
  const site = window.mktsupport;
  const page = document.documentElement;
  page.classList.add("js");
  const ja = page.lang === "ja";
  const DAY = 1440;
  const HORIZON = 370; // days, as in hours.py
  const ALWAYS = 14;
  const JAPAN = 540; // minutes ahead of UTC, all year

  site.say = (key, values = {}) => site.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // Opening hours. A moment is counted in minutes since 1970 on Japan's clock.

  const minutesOf = (iso) => {
    const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso.length === 10 ? `${iso}T00:00` : iso}+09:00`;
    return new Date(zoned).getTime() / 60000 + JAPAN;
  };
  const two = (number) => String(number).padStart(2, "0");
  const parts = (minutes) => {
    const at = new Date(minutes * 60000);
    return {
      year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(),
      weekday: (at.getUTCDay() + 6) % 7, time: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
    };
  };
  const isoOf = (minutes) => {
    if (minutes === null) return null;
    const { year, month, day, time } = parts(minutes);
    return `${year}-${two(month)}-${two(day)}T${time}:00+09:00`;
  };
  const holiday = ({ year, month, day }) => (site.holidays[year] ?? "").split(" ").includes(two(month) + two(day));

  const spansOf = (table, number) => {
    const day = parts(number * DAY);
    const kind = table.kinds[table.days[`${two(day.month)}-${two(day.day)}`] ?? 0];
    return table.spans[kind[day.weekday + (holiday(day) ? 7 : 0)]];
  };

  // Where a desk stands: open within [start, end), `until` when, and when it `opens` next; null where that is not known.
  site.stateAt = (table, iso) => {
    if (!table) return { state: "unknown", until: null, opens: null };
    const now = minutesOf(iso);
    const first = Math.floor(now / DAY);
    let state = null;
    let until = null;
    let opens = null;
    search: for (let number = first; number < first + HORIZON; number++) {
      for (const [from, to, kind] of spansOf(table, number)) {
        const start = number * DAY + from;
        if (state === null) {
          if (start <= now && now < number * DAY + to) state = kind;
          continue;
        }
        if (until === null && kind !== state) until = start;
        if (state === "open" && until === null && start - now > ALWAYS * DAY) break search;
        if (until !== null && kind === "open") {
          opens = start;
          break search;
        }
      }
    }
    return { state, until: state === "open" ? isoOf(until) : null, opens: isoOf(opens) };
  };

  // The moment asked about: ?at=2026-09-22T18:30 in Japan's time, else this one.
  const asked = new URLSearchParams(location.search).get("at");
  site.at = asked && !Number.isNaN(minutesOf(asked)) ? isoOf(Math.floor(minutesOf(asked))) : null;
  const moment = () => site.at ?? isoOf(Math.floor(Date.now() / 60000) + JAPAN);

  const DAYS = ja ? [..."月火水木金土日"] : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"];

  // A moment soon after `now`, as words.py says it: 19:00, あす9月23日(水・祝) 10:00, Wed 23 September, 10:00.
  const when = (iso, now) => {
    const [then, today] = [minutesOf(iso), minutesOf(now)];
    const days = Math.floor(then / DAY) - Math.floor(today / DAY);
    const day = parts(then);
    if (days === 0) return day.time;
    const off = holiday(day);
    if (ja) return `${days === 1 ? "あす" : ""}${day.month}月${day.day}日(${DAYS[day.weekday]}${off ? "・祝" : ""}) ${day.time}`;
    return `${days === 1 ? "tomorrow, " : ""}${DAYS[day.weekday]} ${day.day} ${MONTHS[day.month - 1]}, ${day.time}${off ? " (holiday)" : ""}`;
  };
  const fully = (iso) => {
    const day = parts(minutesOf(iso));
    const off = holiday(day);
    if (ja) return `${day.year}年${day.month}月${day.day}日(${DAYS[day.weekday]}${off ? "・祝" : ""}) ${day.time} 日本時間`;
    return `${DAYS[day.weekday]} ${day.day} ${MONTHS[day.month - 1]} ${day.year} ${day.time} Japan time${off ? " (holiday)" : ""}`;
  };

  site.openings = {};
  const standing = (hours, now) =>
    // A year whose holidays nobody has told this page gets no claim.
    site.stateAt(parts(minutesOf(now)).year in site.holidays ? site.openings[hours] : null, now);

  const showHours = (root) => {
    const now = moment();
    for (const spot of root.querySelectorAll(".standing[data-hours]")) {
      const { state, until, opens } = standing(spot.dataset.hours, now);
      spot.classList.remove("open", "closed", "unknown");
      spot.classList.add(state);
      if (state === "open") spot.textContent = until ? site.say("open-until", { when: when(until, now) }) : site.say("always-open");
      else if (state === "closed") spot.textContent = opens ? site.say("closed-until", { when: when(opens, now) }) : site.say("closed");
      else spot.textContent = spot.dataset.hours in site.openings ? site.say("hours-unknown") : "";
    }
    const channels = root.querySelector("#channels");
    if (channels && document.getElementById("advice")) advise(channels, now);
  };

  // The platform's answer: what to do at this moment, and what is open first.
  const advise = (box, now) => {
    const channels = [...box.children].map((element) => {
      const hours = element.querySelector(".standing")?.dataset.hours;
      const stands = hours ? standing(hours, now) : { state: "unknown", until: null, opens: null };
      const busy = stands.state === "open" && element.dataset.busy && standing(element.dataset.busy, now).state === "open";
      return { element, ...stands, busy, name: element.dataset.name, rank: Number(element.dataset.rank) };
    });
    const ordered = [...channels].sort((one, two) => (one.state !== "open") - (two.state !== "open") || one.rank - two.rank);
    const first = channels.reduce((best, each) => (each.rank < best.rank ? each : best));
    const other = ordered.find((each) => each !== first && each.state !== "closed");
    const said = [];
    if (first.state === "open") {
      said.push(first.until ? site.say("advice-open", { channel: first.name, until: when(first.until, now) })
        : site.say("advice-always", { channel: first.name }));
      if (first.busy) said.push(site.say("advice-busy"));
    } else if (first.state === "closed") {
      said.push(first.opens ? site.say("advice-closed", { channel: first.name, opens: when(first.opens, now) })
        : site.say("advice-shut", { channel: first.name }));
      if (other) said.push(site.say("advice-other", { channel: other.name }));
    }
    if (said.length) document.getElementById("advice").textContent = said.join(ja ? "" : " ");
    for (const { element, busy } of channels) element.classList.toggle("crowded", Boolean(busy));
    if (ordered.some(({ element }, place) => box.children[place] !== element)) box.append(...ordered.map((each) => each.element));
    const stamp = document.getElementById("moment");
    stamp.hidden = false;
    stamp.textContent = site.at ? site.say("as-at", { when: fully(now) }) : fully(now);
  };

  // Sources. A statement's ids become the facts themselves once it is opened.

  const documents = new Map();
  site.fetched = (address) => {
    if (!documents.has(address)) {
      documents.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then((text) => new DOMParser().parseFromString(text, "text/html")));
      documents.get(address).catch(() => documents.delete(address));
    }
    return documents.get(address);
  };
  const told = async (link) => {
    const shelf = await site.fetched(link.href.split("#")[0]);
    const item = document.importNode(shelf.getElementById(link.hash.slice(1)), true);
    item.removeAttribute("id");
    // Where it was read stands once on that page, and here beside each statement.
    const number = item.querySelector('a[href^="#"]');
    number.replaceWith(...document.importNode(shelf.getElementById(number.hash.slice(1)), true).childNodes);
    return item;
  };
  document.addEventListener("toggle", async (event) => {
    const why = event.target;
    if (!why.matches?.("details.why[open]") || why.querySelector("ul")) return;
    const list = document.createElement("ul");
    try {
      list.append(...(await Promise.all([...why.querySelectorAll("a")].map(told))));
      why.replaceChildren(why.firstElementChild, list);
    } catch {
      // Opened from a folder, where nothing can be fetched: the links still lead there.
    }
  }, true);

  // What the scripts of single pages build upon.
  site.fill = (root) => {
    for (const script of root.querySelectorAll("script.openings")) Object.assign(site.openings, JSON.parse(script.textContent));
    showHours(root);
  };
  site.copy = async (text, button) => {
    await navigator.clipboard.writeText(text);
    const before = button.textContent;
    button.textContent = site.say("copied");
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  site.twin = () => {
    const link = document.querySelector("a.twin");
    if (link) link.href = link.getAttribute("href").replace(/[?#].*/, "") + location.search + location.hash;
  };
  document.addEventListener("DOMContentLoaded", () => {
    site.fill(document);
    site.twin();
    if (!site.at) setInterval(() => showHours(document), 30000);
  });
  window.addEventListener("hashchange", site.twin);
})();
