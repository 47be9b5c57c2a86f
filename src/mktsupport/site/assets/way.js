// The way through a trouble: the address holds the answers, #platform:answer/answer, which `mktsupport diagnose` takes as
// `--platform` and `--answer`.
(() => {
  "use strict";
  const site = window.mktsupport;
  const { trouble } = document.getElementById("content").dataset;
  const form = /^(?:([a-z0-9-]*):)?([a-z0-9,-]+(?:\/[a-z0-9,-]+)*)?$/;

  // Both ways between an address and what it stands for. `platform` is undefined where nobody was asked yet.
  site.fragment = (platform, answers) => (platform ? `${platform}:` : answers.length ? "" : platform === null ? ":" : "") + answers.join("/");
  site.walked = (hash) => {
    const match = form.exec(hash.replace(/^#/, ""));
    if (!match) return null;
    const answers = match[2] ? match[2].split("/") : [];
    return { platform: match[1] || (match[1] === "" || answers.length ? null : undefined), answers };
  };
  const command = (platform, answers) =>
    ["mktsupport", "diagnose", trouble, ...(platform ? ["--platform", platform] : []), ...answers.flatMap((each) => ["--answer", each])].join(" ");

  // What holds on one platform alone is shown there alone; null: on no platform that we know.
  site.only = (root, platform) => {
    for (const each of root.querySelectorAll("[data-except]")) each.hidden = false;
    for (const each of root.querySelectorAll("[data-only]")) {
      each.hidden = platform !== "*" && !each.dataset.only.split(" ").includes(platform);
    }
    for (const each of root.querySelectorAll("[data-except]")) {
      each.hidden ||= each.dataset.except.split(" ").includes(platform);
    }
    for (const each of root.querySelectorAll(".only")) each.hidden = platform !== "*";
    // Of a service that ended nobody needs to hear who has not named it.
    for (const each of root.querySelectorAll(".notice")) each.hidden ||= platform === "*";
  };

  site.offer = (root, platform, answers, address) => {
    const box = root.querySelector(".replay");
    box.hidden = false;
    const told = box.querySelector("code");
    told.textContent = command(platform, answers);
    told.parentElement.hidden = told.parentElement.previousElementSibling.hidden = !answers.length;
    for (const button of box.querySelectorAll(".copy")) {
      button.hidden = !navigator.clipboard;
      button.onclick = () => site.copy(button.dataset.copy === "link" ? address : told.textContent, button);
    }
    box.querySelector(".print").onclick = () => window.print();
  };
})();
