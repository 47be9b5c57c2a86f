// Amounts as people write them: the grammar of src/mktsupport/japan/yen.py, which says what is read and what is refused.
(() => {
  "use strict";
  const site = window.mktsupport;
  const FIGURES = "〇一二三四五六七八九零";
  const PLACES = { 千: 1000, 百: 100, 十: 10 };
  const NUMBER = "[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+";
  const TENS = "[1-9]?十[1-9]?|[1-9][0-9]";
  const HUNDREDS = `[1-9]?百(?:${TENS})?`;
  const COUNT = `[1-9]?千(?:[1-9][0-9]{2}|${HUNDREDS}|${TENS})?|${HUNDREDS}|[1-9]?十[1-9]?`;
  const FRONT = `${NUMBER}|${COUNT}`;
  const SINGLE = RegExp(`^(${NUMBER})(?:(\\.[0-9]+)?([万億]))?$`);
  const JOINED = RegExp(`^(?:(${FRONT})億)?(?:(${FRONT})万)?(${COUNT}|[1-9][0-9]{1,3}|[1-9],[0-9]{3})?$`);
  const MARKS = { yen: /^(?:¥|jpy)?(.+?)(?:円|yen|jpy)?$/, days: /^(.+?)(?:日間?|days?)?$/, hours: /^(.+?)(?:時間|hours?)?$/ };

  const count = (text = "") => {
    let [total, figures] = [0, ""];
    for (const char of text.replaceAll(",", "")) {
      if (PLACES[char]) [total, figures] = [total + (figures || 1) * PLACES[char], ""];
      else figures += char;
    }
    return total + Number(figures);
  };
  const valueOf = (number) => {
    const single = SINGLE.exec(number);
    if (single) {
      const zeros = { 万: 4, 億: 8 }[single[3]] ?? 0;
      const part = (single[2] ?? "").replace(/^\.|0+$/g, "");
      return part.length > zeros ? NaN : Number(single[1].replaceAll(",", "") + part.padEnd(zeros, "0"));
    }
    const joined = JOINED.exec(number);
    if (!joined) return NaN;
    const [high, middle, low] = joined.slice(1).map(count);
    return joined[1] && middle > 9999 ? NaN : high * 1e8 + middle * 1e4 + low;
  };

  // A number of yen, days or hours, from 0, with its unit or without; null where the text says none.
  site.numberOf = (text, unit) => {
    const plain = text.normalize("NFKC").trim().replaceAll(" ", "").toLowerCase();
    if ([...plain].length > 30 || /\p{No}/u.test(text)) return null;
    const figures = plain.replace(RegExp(`[${FIGURES}]`, "g"), (char) => FIGURES.indexOf(char) % 10);
    const value = valueOf(MARKS[unit].exec(figures)?.[1] ?? "-");
    return value <= 999999999999 ? value : null;
  };
  // Whole yen, from 1; null where the text says none.
  site.amountOf = (text) => site.numberOf(text, "yen") || null;
})();
