// Search over the index that was built with the site; it is loaded once somebody begins to ask.
(() => {
  "use strict";
  const site = window.mktsupport;
  const form = document.getElementById("search");
  const asked = document.getElementById("asked");
  const count = document.getElementById("found-count");
  const found = document.getElementById("found");
  const page = document.documentElement;
  const root = new URL(page.dataset.root, location.href);
  let index = null;
  let turn = 0;

  const load = () => {
    index ??= import(new URL("pagefind/pagefind.js", root).href).then(async (pagefind) => {
      await pagefind.options({ baseUrl: root.pathname, excerptLength: 20 });
      await pagefind.init();
      return pagefind;
    });
    return index;
  };
  // Japanese is written without spaces; the index holds words.
  const worded = (text) => {
    const plain = text.normalize("NFKC").trim();
    if (!/[^\u0000-\u024f]/.test(plain) || !window.Intl?.Segmenter) return plain.split(/\s+/).filter(Boolean);
    return [...new Intl.Segmenter("ja", { granularity: "word" }).segment(plain)].map((each) => each.segment.trim()).filter(Boolean);
  };
  // What carries the meaning: not the endings and particles of Japanese, not a letter on its own.
  const telling = (words) => words.filter((word) => /[^\u3040-\u309f]/.test(word) && !/^[ -~]$/.test(word));
  // All the words at once, then the telling ones, then one after the other, the longest first.
  const tries = (words) => {
    const some = telling(words);
    return [words.join(" "), some.join(" "), ...some.sort((one, two) => two.length - one.length)].filter(Boolean);
  };
  // The index shortens a word that it does not know until something fits; half of a long word must really be there.
  const holds = (hit, words) => {
    const text = hit.content.replace(/\u200b/g, "").toLowerCase();
    const some = telling(words);
    return (some.length ? some : [words.join("")]).some((word) =>
      text.includes(word.toLowerCase().slice(0, word.length < 5 ? word.length : Math.max(4, word.length / 2))));
  };
  const isOutcome = (hit) => hit.raw_url.split("/").length > 4;

  const show = async () => {
    const mine = ++turn;
    const words = worded(asked.value);
    if (!words.length) {
      count.textContent = "";
      found.replaceChildren();
      return;
    }
    let hits;
    if (!found.children.length) count.textContent = site.say("loading");
    try {
      const pagefind = await load();
      hits = [];
      for (const each of tries(words)) {
        if (hits.length) break;
        const { results } = await pagefind.search(each);
        hits = (await Promise.all(results.slice(0, 10).map((one) => one.data()))).filter((hit) => holds(hit, words));
      }
      // A trouble before the single outcomes: its questions tell which of them it is.
      hits.sort((one, two) => isOutcome(one) - isOutcome(two));
    } catch {
      count.textContent = count.dataset.failed;
      return;
    }
    if (mine !== turn) return;
    count.textContent = hits.length ? count.dataset.found.replace("{n}", hits.length) : count.dataset.none;
    found.replaceChildren(...hits.map((hit) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = new URL(hit.raw_url.replace(/^\//, ""), root).href;
      link.textContent = hit.meta.title;
      item.append(link);
      return item;
    }));
  };

  form.hidden = false;
  asked.addEventListener("focus", () => load().catch(() => {}), { once: true });
  let waiting = 0;
  asked.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 120);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await show();
    found.querySelector("a")?.focus();
  });
})();
