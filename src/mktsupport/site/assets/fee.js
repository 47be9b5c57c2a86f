// Fees in whole yen: the same integers as the command line, since a price times a rate outgrows ordinary numbers.
(() => {
  "use strict";
  const site = window.mktsupport;
  const ja = document.documentElement.lang === "ja";
  const { tariffs, words } = JSON.parse(document.getElementById("tariffs").textContent);
  Object.assign(site.words, words);
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
  const [price, schedule, day, answer] = ["price", "schedule", "day", "answer"].map((name) => document.getElementById(name));
  const yen = (amount) => `${amount.toLocaleString("en-US")}${ja ? "円" : " yen"}`;
  const made = (name, text, kind = "") => Object.assign(document.createElement(name), { textContent: text, className: kind });
  const today = () => site.at?.slice(0, 10) ?? new Date(Date.now() + 540 * 60000).toISOString().slice(0, 10);
  const given = () => {
    const amount = site.amountOf(price.value);
    const wrong = Boolean(price.value.trim()) && amount === null;
    price.setAttribute("aria-invalid", String(wrong));
    return { amount, wrong };
  };
  const refusal = () => made("span", site.say("amount-yen"), "doubt");

  // A platform's page, whose address holds the question: #amount/day/schedule.

  const platform = form.dataset.platform;
  const figures = (schedule, tariff, amount) => {
    const charged = site.charge(schedule, amount);
    const rule = document.getElementById(`schedule-${schedule.id}`).querySelector("tbody").rows[charged.tier].lastElementChild.textContent;
    const box = made("section", "", "charged");
    box.dataset.schedule = schedule.id;
    box.append(made("h2", `${tariff.name} ${schedule.name}`));
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
  let wanted = ""; // the schedule that was chosen, where several hold on one day
  const showOne = () => {
    const tariff = tariffs[platform];
    const { amount, wrong } = given();
    const valid = site.schedulesOn(tariff, day.value || today(), Boolean(day.value));
    const chosen = valid.find((each) => each.id === wanted) ?? valid[0];
    schedule.parentElement.hidden = valid.length < 2;
    schedule.replaceChildren(...valid.map((each) => new Option(each.name, each.id, false, each === chosen)));
    for (const each of document.querySelectorAll(".schedule")) each.hidden = Boolean(chosen) && each.id !== `schedule-${chosen.id}`;
    document.getElementById("others").hash = amount === null ? "" : price.value.trim();
    if (!chosen) answer.replaceChildren(made("p", site.say("fee-unknown"), "doubt"));
    else if (amount !== null) answer.replaceChildren(figures(chosen, tariff, amount));
    else answer.replaceChildren(...(wrong ? [refusal()] : []));
  };

  // The comparison, whose address holds the amount alone. Its rows are those of tariffs.py.

  const span = (amounts) => {
    const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
    return least === most ? yen(least) : site.say("from-to", { least: yen(least), most: yen(most) });
  };
  const rowsOf = (id, tariff, amount) => {
    const valid = site.schedulesOn(tariff, today(), false);
    const payers = new Set(valid.map((each) => each.payer));
    return [...(payers.size ? payers : [null])].map((payer, number) => {
      const row = document.createElement("tr");
      if (!number) row.id = id;
      const head = Object.assign(made("th", ""), { scope: "row" });
      const link = Object.assign(made("a", tariff.name), { href: `fee/${id}.html` });
      link.hash = price.value.trim();
      head.append(link);
      const schedules = valid.filter((each) => each.payer === payer);
      const charged = schedules.map((each) => site.charge(each, amount));
      const fees = charged.map(({ fee }) => fee);
      if (payer) {
        head.append(" ", made("small", schedules.length > 1 ? site.say("fee-several", { n: schedules.length }) : schedules[0].name));
        const sum = made("td", "");
        sum.append(made("small", site.say(`sum-${payer}`)), ` ${span(charged.map(({ net, total }) => net ?? total))}`);
        row.append(head, made("td", span(fees)), sum);
      } else row.append(head, Object.assign(made("td", site.say("fee-unknown")), { colSpan: 2 }));
      if (tariff.notice) head.append(" ", made("small", tariff.notice, "ended"));
      return { row, gone: tariff.gone, most: payer ? Math.max(...fees) : Infinity };
    });
  };
  const compared = document.getElementById("compared");
  const showAll = () => {
    const { amount, wrong } = given();
    compared.hidden = wrong;
    if (wrong) return answer.replaceChildren(refusal());
    const asked = amount ?? Number(compared.dataset.example);
    answer.replaceChildren(made("b", site.say("compare-title", { amount: yen(asked), on: today() })));
    const rows = Object.entries(tariffs).flatMap(([id, tariff]) => rowsOf(id, tariff, asked)).sort((one, two) => one.most - two.most);
    for (const [number, body] of compared.querySelectorAll("tbody").entries()) {
      body.replaceChildren(...rows.filter(({ gone }) => gone === (number === 1)).map(({ row }) => row));
    }
  };

  const show = compared ? showAll : showOne;
  const address = () => location.hash.slice(1).split("/").map((word) => {
    try {
      return decodeURIComponent(word);
    } catch {
      return word;
    }
  });
  const read = () => {
    const [first, ...others] = address();
    // Where a platform's page was once a part of this one: #platform/amount/day/schedule.
    if (compared && Object.hasOwn(tariffs, first)) {
      return location.replace(`fee/${first}.html${location.search}#${others.map(encodeURIComponent).join("/")}`);
    }
    if (first) price.value = first;
    if (others[0] && day) day.value = others[0];
    wanted = others[1] ?? "";
    show();
  };
  const keep = (event) => {
    if (schedule && event.target === schedule) wanted = schedule.value;
    const asked = [price.value.trim(), day?.value ?? "", wanted];
    while (asked.length && !asked.at(-1)) asked.pop();
    history.replaceState(null, "", `#${asked.map(encodeURIComponent).join("/")}`);
    site.twin();
    show();
  };
  form.hidden = false;
  document.querySelector(".no-script").hidden = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", keep);
  window.addEventListener("hashchange", read);
  read();
})();
