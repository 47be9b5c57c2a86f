"""Help and the parser's complaints in Japanese; the docstrings and `help=` of the commands are the English."""

from __future__ import annotations

import re

COMMANDS = {
    "mktsupport": "日本のネット上の売り買いで困ったとき、何をして、どこへ、いつ連絡するかを調べます。",
    "contact": "どこへ、どの手段で連絡するか。いま受付中かどうかも示します。",
    "diagnose": "質問に答えながら、起きていることと取るべき手順を調べます。",
    "draft": "サポートや取引の相手に送る文面を、日本語と英語の訳で作ります。",
    "search": "自分の言葉から、当てはまる困りごとやサービスを探します。",
    "fee": "その代金にいくらの手数料がかかるか。",
    "ledger": "帳簿の全部の行に手数料を付け、合計します。1つのファイルでも、たくさんのファイルでも、クラスターでも。",
    "now": "いまどこへ連絡できるか。受付中の窓口、次に開く窓口、時間のわからない窓口の順に示します。",
    "who": "連絡してきた番号・アドレス・ドメインが、載せている窓口のものかどうか。",
    "list": "知っているサービスと困りごとの一覧。",
    "check": "知識ファイルの誤りを調べます。",
    "schema": "知識ファイルの形(JSON Schema)を書き出します。エディターが補完と検査に使います。",
    "site": "知識の全部を、静的なウェブサイトとして書き出します。",
}

PARAMETERS = {
    "about": "困りごとの名前。サービスの名前と、どちらが先でもかまいません。",
    "fill": "項目=値。項目は situation, wish, name, account, deal, date, amount, error, tried, attachments。",
    "to": "サポート(support)あてか、取引の相手(party)あてか。",
    "edit": "文面を $VISUAL か $EDITOR で開きます。",
    "file": "日本語の文面を保存するファイル。",
    "review": "自分で書いた文の足りない点を示します。- で標準入力から読みます。",
    "words": "起きていることを、自分の言葉で。",
    "files": "CSV か Parquet のファイル。*.csv のような書き方もできます。",
    "price": "代金の列の名前。",
    "platform_column": "サービス名の列。",
    "date_column": "日付の列。その日の料金で計算します。",
    "by": "月・サービス・払う人ごとに集計します。",
    "out": "手数料を付けた帳簿の書き出し先(.csv か .parquet)。",
    "strict": "手数料を付けられない行があれば、そこで止めます。",
    "engine": "計算に使うもの。",
    "master": "Spark のクラスター。",
    "browse": "使える窓口の公式ページをブラウザーで開きます。",
    "value": "番号、メールアドレス、URL、ドメイン。書き方は問いません。",
    "qr": "窓口の番号や宛先を QR コードで描きます。",
    "copy": "窓口の番号や宛先を端末のクリップボードに入れます。",
    "platform": "対象のサービス。",
    "role": "買う人(buyer)か売る人(seller)か。",
    "topic": "困りごとの名前。",
    "channel": "連絡手段の種類。",
    "at": "この日時(日本時間)として答えます。",
    "since": "起点の日時(日本時間)。期限を日付で示します。",
    "ics": "期限をカレンダーのファイルに書き出します。",
    "why": "根拠の事実と出典を1行ずつ示します。",
    "as_json": "JSON で出します。",
    "lang": "答えの言語。",
    "data": "自分の知識ファイル。付属の知識より優先します。",
    "trouble": "困りごとの名前。省くと一覧を出します。",
    "answer": "質問への答え。質問の順に書きます。",
    "tree": "質問の全体を図にします。",
    "mermaid": "質問の全体を Mermaid の図として出します。",
    "amounts": "代金(円)。",
    "schedule": "料金表の名前。",
    "on": "この日の料金で計算します。",
    "compare": "すべてのサービスを比べます。",
    "table": "料金表と棒グラフを出します。",
    "what": "platforms か troubles。",
    "coverage": "困りごととサービスの表で、どこまで調べてあるかを示します。",
    "paths": "調べるファイルやフォルダ。省くと付属の知識。",
    "folder": "書き出す先。省くとチェックアウトの data/schema か、いまの場所の schema。",
    "stale": "この期間(180d など)読み直していない出典も示します。",
    "github": "GitHub の注釈の形で出します。",
    "install": "TAB で続きを補えるようにします(bash、zsh、fish)。",
    "show": "補完のスクリプトを出します。自分で組み込むとき用です。",
    "site_folder": "書き出す先。新しいか空のフォルダ、または前に書き出したフォルダ。",
    "base_url": "サイトの住所。検索エンジンのために使います。",
    "no_search": "検索の索引を作りません。",
    "serve": "Ctrl-C まで 127.0.0.1 で見せます。",
    "port": "--serve のポート。",
    "version": "版を表示します。",
    "help": "この説明を表示します。",
}

# A parameter that means something else in this command.
OF_COMMAND = {("now", "trouble"): "困りごとの名前。"}

# What the parser says of a wrong command line, and how to say it.
COMPLAINTS = (
    (r"Missing (?:argument|option|parameter) '(.*?)'.*", "{0} が指定されていません"),
    (r"No such option: (\S+?)\.?(?: Did you mean .*| \(Possible .*)?", "{0} というオプションはありません"),
    (r"No such command '(.*?)'.*", "「{0}」というコマンドはありません"),
    (r"Option '(.*?)' requires an argument.*", "{0} には値が必要です"),
    (r"Option '(.*?)' does not take a value.*", "{0} には値を付けられません"),
    (r"Got unexpected extra argument\(?s?\)? \((.*?)\).*", "余分な言葉があります: {0}"),
    (r"Invalid value for '(.*?)': '(.*?)' is not one of (.*?)\.?", "{0} に「{1}」は使えません。使えるのは {2} です"),
    (r"Invalid value for '(.*?)': (.*)", "{0} の値が正しくありません"),
)


def parameter_help(command: str, parameter: str) -> str | None:
    """What a parameter of a command says in Japanese."""
    return OF_COMMAND.get((command, parameter)) or PARAMETERS.get(parameter)


def in_japanese(message: str) -> str:
    """A complaint of the parser in Japanese."""
    for pattern, words in COMPLAINTS:
        if match := re.fullmatch(pattern, message):
            return words.format(*match.groups())
    return "指定が正しくありません"
