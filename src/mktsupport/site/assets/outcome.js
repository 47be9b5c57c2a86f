// A page that is one outcome: what holds on the chosen service alone, and the command that leads here.
(() => {
  "use strict";
  const site = window.mktsupport;
  const show = () => {
    const state = site.walked(location.hash) ?? { answers: [] };
    const chooser = document.querySelector("#service select");
    const known = chooser && [...chooser.options].some((each) => each.value === state.platform);
    const platform = known ? state.platform : state.answers.length || state.platform === null ? "" : "*";
    if (chooser) {
      chooser.value = platform;
      chooser.closest("p").hidden = false;
    }
    const article = document.getElementById("outcome");
    site.only(article, platform);
    site.offer(article, known ? state.platform : null, state.answers, location.href);
    const questions = document.getElementById("questions");
    questions.href = questions.getAttribute("href").replace(/#.*/, "") + (state.answers.length || known ? location.hash : "");
  };
  document.querySelector("#service select")?.addEventListener("change", (event) => {
    const { answers = [] } = site.walked(location.hash) ?? {};
    const value = event.target.value;
    location.hash = value === "*" ? "" : site.fragment(value || null, answers);
  });
  window.addEventListener("hashchange", show);
  show();
})();
