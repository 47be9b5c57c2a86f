// Amounts as people write them: the grammar of src/mktsupport/yen.py, which says what is read and what is refused.
(() => {
  "use strict";
  const MOST = 999999999999n;
  const UNITS = { "": 1n, 万: 10000n, 億: 100000000n };
  const PLACES = { 千: 1000n, 百: 100n, 十: 10n };
  const FIGURES = "〇一二三四五六七八九";
  const NUMBER = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+";
  const TENS = "[1-9]?十[1-9]?|[1-9][0-9]";
  const HUNDREDS = `[1-9]?百(?:${TENS})?`;
  const COUNT = `[1-9]?千(?:[1-9][0-9]{2}|${HUNDREDS}|${TENS})?|${HUNDREDS}|[1-9]?十[1-9]?`;
  const REST = `${COUNT}|[1-9][0-9]{1,3}|[1-9],[0-9]{3}`;
  const SINGLE = new RegExp(`^(${NUMBER})(?:(\\.[0-9]+)?([万億]))?$`);
  const JOINED = new RegExp(`^(?:(${NUMBER}|${COUNT})億)?(?:(${NUMBER}|${COUNT})万)?(${REST})?$`);
  const MARKS = {
    yen: /^(?:¥|jpy)?(.+?)(?:円|yen|jpy)?$/,
    days: /^(.+?)(?:日間?|days?)?$/,
    hours: /^(.+?)(?:時間|hours?)?$/,
  };

  const count = (text) => {
    let total = 0n;
    let figures = "";
    for (const char of text.replaceAll(",", "")) {
      if (char in PLACES) {
        total += BigInt(figures || "1") * PLACES[char];
        figures = "";
      } else figures += char;
    }
    return total + BigInt(figures || "0");
  };
  const valueOf = (number) => {
    const single = SINGLE.exec(number);
    if (single) {
      const part = (single[2] ?? ".").slice(1);
      const scale = 10n ** BigInt(part.length);
      const value = BigInt(single[1].replaceAll(",", "") + part) * UNITS[single[3] ?? ""];
      return value % scale ? null : value / scale;
    }
    const joined = JOINED.exec(number);
    if (!joined) return null;
    const [high, middle, low] = joined.slice(1).map((each) => count(each ?? ""));
    return joined[1] && middle >= UNITS.万 ? null : high * UNITS.億 + middle * UNITS.万 + low;
  };

  // A number of yen, days or hours, from 0, with its unit or without; null where the text says none.
  window.mktsupport.numberOf = (text, unit) => {
    const plain = text.normalize("NFKC").trim().replaceAll(" ", "").toLowerCase();
    if ([...plain].length > 30 || /\p{No}/u.test(text)) return null;
    const figures = plain.replaceAll("零", "〇").replace(/[〇一二三四五六七八九]/g, (char) => FIGURES.indexOf(char));
    const match = MARKS[unit].exec(figures);
    const value = match ? valueOf(match[1]) : null;
    return value === null || value > MOST ? null : Number(value);
  };
  // Whole yen, from 1; null where the text says none.
  window.mktsupport.amountOf = (text) => window.mktsupport.numberOf(text, "yen") || null;
})();
