// Fees in whole yen: the same integers as the command line, since a price times a rate outgrows ordinary numbers.
(() => {
  "use strict";
  const site = window.mktsupport;
  const ja = document.documentElement.lang === "ja";
  const tariffs = JSON.parse(document.getElementById("tariffs").textContent);
  site.tariffs = tariffs;
  const rounded = (numerator, denominator, rounding) => {
    const [whole, rest] = [numerator / denominator, numerator % denominator];
    if (rounding === "up") return whole + (rest > 0n ? 1n : 0n);
    if (rounding === "half-up") return whole + (2n * rest >= denominator ? 1n : 0n);
    return whole;
  };
  const decimal = (numerator, denominator) => {
    let digits = "";
    for (let rest = numerator % denominator; rest; rest = (rest * 10n) % denominator) digits += (rest * 10n) / denominator;
    return `${numerator / denominator}${digits && `.${digits}`}`;
  };
  // The fee on a price: `fee` in whole yen, `exact` before rounding, and what the other side pays or receives.
  site.charge = (schedule, price) => {
    const number = schedule.tiers.findIndex((each) => each.up_to === null || price <= each.up_to);
    const tier = schedule.tiers[number];
    const flat = tier.flat !== undefined;
    const numerator = flat ? BigInt(tier.flat) : BigInt(price) * BigInt(tier.numerator);
    const denominator = flat ? 1n : BigInt(tier.denominator);
    const fee = Number(rounded(numerator, denominator, schedule.rounding));
    return {
      fee, exact: decimal(numerator, denominator), tier: number,
      total: schedule.payer === "buyer" ? price + fee : null, net: schedule.payer === "seller" ? price - fee : null,
    };
  };
  // The schedules in force on a day; a closed service's last table still answers where no day was asked for.
  site.schedulesOn = (tariff, day, wasAsked) => {
    const valid = tariff.schedules.filter((each) => (each.first === null || each.first <= day) && (each.last === null || day <= each.last));
    if (valid.length || !tariff.gone || wasAsked) return valid;
    const ends = (each) => each.last ?? "9999";
    return [tariff.schedules.reduce((best, each) => (ends(each) > ends(best) ? each : best))];
  };

  const form = document.getElementById("fee");
  const [price, platform, day, schedule, answer] = ["price", "platform", "day", "schedule", "answer"].map((name) => document.getElementById(name));
  const yen = (amount) => `${amount.toLocaleString("en-US")}${ja ? "円" : " yen"}`;
  const made = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });

  const figures = (schedule, tariff, amount) => {
    const charged = site.charge(schedule, amount);
    const rule = document.getElementById(`schedule-${platform.value}-${schedule.id}`).querySelectorAll("tbody td:last-child")[charged.tier].textContent;
    const box = made("section", "", "charged");
    box.dataset.schedule = schedule.id;
    box.append(made("h3", `${tariff.name} ${schedule.name}`));
    if (tariff.notice) box.append(made("p", tariff.notice, "ended"));
    const list = document.createElement("dl");
    const line = (key, amountOf, more = "") => {
      const value = made("dd", "", key);
      value.append(made("b", yen(amountOf)));
      if (more) value.append(" ", made("span", more, "dim"));
      list.append(made("dt", site.say(key)), value);
    };
    line("price", amount);
    line("fee", charged.fee, rule + (charged.exact.includes(".") ? ` (${site.say("exact", { exact: charged.exact })})` : ""));
    if (charged.total !== null) line("to-pay", charged.total);
    if (charged.net !== null) line("net", charged.net);
    box.append(list);
    const notes = [];
    if (charged.fee > amount) notes.push(site.say("fee-above-price"));
    if (day.value && schedule.first === null) notes.push(site.say("since-unknown"));
    if (notes.length) box.append(made("p", `${site.say("note")}: ${notes.join(" ")}`, "doubt"));
    return box;
  };

  const today = () => site.at?.slice(0, 10) ?? new Date(Date.now() + 540 * 60000).toISOString().slice(0, 10);
  let wanted = ""; // the schedule that was chosen, where several hold on one day
  const show = () => {
    const tariff = tariffs[platform.value];
    for (const each of document.querySelectorAll("section.tariff")) each.hidden = each.dataset.platform !== platform.value;
    const amount = site.amountOf(price.value);
    price.setAttribute("aria-invalid", String(Boolean(price.value.trim()) && amount === null));
    const valid = site.schedulesOn(tariff, day.value || today(), Boolean(day.value));
    const chosen = valid.find((each) => each.id === wanted) ?? valid[0];
    schedule.parentElement.hidden = valid.length < 2;
    schedule.replaceChildren(...valid.map((each) => new Option(each.name, each.id, false, each === chosen)));
    for (const each of document.querySelectorAll(".schedule")) each.hidden = Boolean(chosen) && each.id !== `schedule-${platform.value}-${chosen.id}`;
    if (!chosen) answer.replaceChildren(made("p", answer.dataset.unknown, "doubt"));
    else if (amount !== null) answer.replaceChildren(figures(chosen, tariff, amount));
    else answer.replaceChildren(...(price.value.trim() ? [made("p", answer.dataset.wrong, "doubt")] : []));
  };
  // The address holds the question: #platform/amount/day/schedule.
  const read = () => {
    const [name = "", amount = "", on = "", one = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
    if (name in tariffs) platform.value = name;
    if (amount) price.value = amount;
    if (on) day.value = on;
    wanted = one;
    show();
  };
  const keep = (event) => {
    if (event.target === platform) wanted = "";
    else if (event.target === schedule) wanted = schedule.value;
    const words = [platform.value, price.value.trim(), day.value, wanted];
    while (!words.at(-1)) words.pop();
    history.replaceState(null, "", `#${words.map(encodeURIComponent).join("/")}`);
    show();
  };
  if (!platform.options.length) return;
  form.hidden = false;
  document.querySelector(".no-script").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", keep);
  window.addEventListener("hashchange", read);
  read();
})();
