"""Three entries in place of the shipped knowledge: what compiles them takes no time."""

from __future__ import annotations

SHIPPED = """\
sources:
  - {id: notebook, title: A notebook, trust: personal}
facts:
  - {id: T-1, source: notebook, about: shop, says: {ja: 店です。, en: A shop.}, looked: 2026-11-22}
platforms:
  - id: shop
    name: {ja: みせ屋, en: The Shop}
    aliases: [shoppe, 店]
    kind: marketplace
    status: {state: active}
    default_for_fees: true
    channels:
      - {id: phone, kind: phone, name: {ja: 電話, en: Phone}, value: 03-0000-0001, rank: 1, hours: 24/7, facts: [T-1]}
    fees:
      - {id: sales, name: {ja: 料金, en: Fee}, payer: seller, tiers: [{rate: 10%}], facts: [T-1]}
  - {id: market, name: {ja: いちば, en: Market}, kind: marketplace, status: {state: active}}
troubles:
  - id: lost
    title: {ja: なくした, en: Lost it}
    platforms: [shop]
    symptoms: {ja: [紛失], en: [lost]}
    start: seen
    nodes:
      - id: seen
        kind: question
        ask: {ja: 見ましたか。, en: Have you seen it?}
        why: {ja: 念のため。, en: To be sure.}
        options:
          - {id: "yes", label: {ja: はい, en: "Yes"}, to: done}
          - {id: "no", label: {ja: いいえ, en: "No"}, to: done}
      - id: done
        kind: outcome
        title: {ja: 終わり, en: Done}
        steps: [{text: {ja: 待ちます。, en: Wait.}}]
        contact: [{platform: shop, channel: phone}]
        facts: [T-1]
"""
