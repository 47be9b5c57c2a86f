"""What counts as a secret, and what only looks like one."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mktsupport.cli import main
from mktsupport.draft.secrets import secrets_in

HEX = "e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262"
WORDS = "legal winner thank year wave sausage worth useful legal winner thank yellow"
NUMBERED = " ".join(f"{n}. {word}" for n, word in enumerate(WORDS.split(), start=1))
XPRV = "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi"

REFUSED = {
    "card": (
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "４１１１　１１１１　１１１１　１１１１",
        "5555ー5555ー5555ー4444",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "4111\n1111\n1111\n1111",
        "4111\u200b1111\u200b1111\u200b1111",
        "٤١١١١١١١١١١١١١١١",
        "①4111111111111111",
        "私のカードは4111111111111111です",
        "カード番号:4111 1111 1111 1111 期限12/28",
        "3782 822463 10005",
        "4222222222222",
        "6304000000000000",
        "2026-11-20 4111 1111 1111 1111",
        "090-1234-5678 4111111111111111",
        "2 4111 1111 1111 1111 12/28",
    ),
    "password": (
        "パスワード: hunter2",
        "パスワードは abc12345 です",
        "パスワード「sakura99」",
        "ﾊﾟｽﾜｰﾄﾞ：ｈｕｎｔｅｒ２",
        "パスワード hunter2020",
        "ログインパスワードはSakura2020!です",
        "password=hunter2",
        "Password: sunshine",
        "my password is hunter2",
        "The password was: letmein99",
        "pw: p@ss",
        "ID/PW: member/secret80",
        "暗証番号: 1234",
    ),
    "code": (
        "認証コードは123456",
        "認証コード 123456",
        "認証コード「123456」を入力しました",
        "認証番号(SMS)は 123-456 でした",
        "確認番号は「4821」です",
        "123456 という認証コード",
        "届いたコードは123456です",
        "ワンタイムパスワードは１２３４５６",
        "二段階認証コード=123456",
        "暗証番号は1234",
        "セキュリティコードは123",
        "one-time code: 482913",
        "my verification code is 482 913",
        "G-482913 is your verification code",
        "OTP 482913",
        "CVV 123",
        "PIN: 9876",
    ),
    "key": (
        HEX,
        f"0x{HEX}",
        f"秘密鍵はTxID {HEX}",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ",
        "KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn",
        XPRV,
        "-----BEGIN RSA PRIVATE KEY-----\nabc",
        "-----BEGIN PRIVATE KEY-----",
        "セットアップキー: ABCD EFGH 2345 JKLM",
    ),
    "phrase": (
        WORDS,
        f"My wallet words {WORDS}. Thanks",
        WORDS.replace(" ", "\n"),
        WORDS.replace(" ", ", "),
        NUMBERED,
        normalize("NFKC", WORDS).translate({code: code + 0xFEE0 for code in range(0x61, 0x7B)}),
        WORDS.title(),
        WORDS.replace("yellow", "zoo"),
        f"{'abandon ' * 11}about",
        "あいこくしん あいさつ あいだ あおぞら あかちゃん あきる あけがた あける あこがれる あさい あさひ あしあと",
        "あいこくしん、あいさつ、あいだ、あおぞら、あかちゃん、あきる、あけがた、あける、あこがれる、あさい、あさひ、あしあと",
        "abaisser abandon abdiquer abeille abolir aborder aboutir aboyer abrasif abreuver abriter abroger",
        f"seed phrase: {WORDS.upper()}",
        "my seed phrase is Legal winner thank year wave sausage",
        "復元フレーズは legal winner thank year wave sausage です",
        "復元フレーズ:あいこくしん あいさつ あいだ あおぞら あかちゃん あきる",
    ),
}

PASSED = """\
パスワードを変更しました
パスワードは変更しました
パスワード: 変更済み
パスワード:わすれた
パスワードを忘れました。再設定のメールも届きません
パスワードは8文字以上です
パスワードは2026年に変えました
パスワードはApple IDと同じです
パスワード再設定のメールが 2026-11-20 14:00 から届きません
IDとパスワードは合っています
The password is incorrect, it says.
Password: forgotten
password: changed yesterday
I reset my password twice and it still fails
Password / 2FA both fail
Pass the parcel to the carrier
認証コードが届きません
認証コードを5回試しました
認証コードが3回届きません
認証コードは2026年11月20日から届きません
認証コード(6桁)が届きません
認証コードは090-1234-5678に届くはずです
認証コードの再送は30秒後にできます
確認コードを入力すると「エラー 403001」と出ます
本人確認コード10分で期限切れ
セキュリティコードの欄に3桁を入れるとエラーになります
verification code: 6 digits, never arrives
The verification code has not arrived 3 times
エラーコード 123456 と出ます
Error code 500123
コードは「E4001」と表示されました
暗証番号を変えました
電話番号は090-1234-5678、固定は03-1234-5678です
+81 90 1234 5678
注文番号 250-1234567-1234567
注文番号 503-9999999-1234566
m12345678901
取引番号 1234567890123456
伝票番号 1234-5678-9012
20261120140000123
2026-11-20 14:00 に25,000円
2026-11-20 090-1234-5678
カードの下4桁は1111です
カード番号を入力した覚えはありません
振込先の口座番号 1234567 普通
秘密鍵を人に見せてしまいました
シードフレーズを偽サイトに入力してしまいました
legal winner thank year wave sausage worth useful legal winner thank
help help help help help help help help help help help help
seed phrase: hidden in a drawer at home
I typed my seed phrase into a fake site and the coins are gone
My recovery phrase was shown on the screen for a moment
Tried restarting the phone, clearing the cache, switching to mobile data and reinstalling the app
restart phone, clear cache, change network, update app, turn off wifi, ask again
item arrived broken, box torn, seller silent, rating still open, want refund, photos attached
could you please look into this matter and let me know what else you need from me
seller says parcel sent tracking number shows nothing moving since last monday morning
order placed monday, payment made tuesday, parcel lost thursday, seller gone friday
black leather wallet, brown shoes, white shirt, small lamp, green jacket, silver ring, blue mug
""".splitlines()


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in REFUSED.items() for text in texts])
def test_a_secret_is_seen(kind: str, text: str) -> None:
    assert kind in [secret.kind for secret in secrets_in(text)]


@pytest.mark.parametrize("text", PASSED)
def test_what_people_write_about_a_secret_is_none(text: str) -> None:
    assert secrets_in(text) == []


def test_the_name_of_a_transaction_passes_where_it_is_called_one() -> None:
    assert secrets_in(f"TxID: {HEX}") == secrets_in(f"トランザクションID {HEX}") == []


def test_a_secret_is_told_by_its_line() -> None:
    assert [tuple(secret) for secret in secrets_in("a\n認証コードは123456\nb\n4111111111111111")] == [
        ("code", 2),
        ("card", 4),
    ]


def checked(digits: str) -> str:
    """`digits` and the last one that the Luhn check asks for."""
    odd = sum(int(digit) for digit in digits[-2::-2])
    even = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-1::-2])
    return digits + str(-(odd + even) % 10)


# Digits are spelled out: a regular expression's need every character of Unicode, sorted for 4 s on a fresh checkout.
CARDS = st.builds(str.__add__, st.sampled_from("3456"), st.text("0123456789", min_size=11, max_size=17)).map(checked)
SPACES = st.sampled_from(["", " ", "-", "  ", "\u3000", ".", "\t", "\n", "・", "\u200b", " - "])
WIDTHS = st.sampled_from([{}, {code: code + 0xFEE0 for code in range(0x30, 0x3A)}])
FIELDS = st.sampled_from(["situation", "wish", "name", "account", "deal", "tried", "attachments"])


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CARDS, SPACES, st.sampled_from([1, 4]), WIDTHS, FIELDS)
def test_no_card_number_comes_out_in_any_spacing(
    card: str, space: str, size: int, width: dict[int, int], field: str
) -> None:
    spaced = space.join(card[n : n + size] for n in range(0, len(card), size)).translate(width)
    values = {"situation": "届きません。", "wish": "送ってください。", "name": "会員八番"} | {field: f"番号 {spaced}"}
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["draft", *(word for name, value in values.items() for word in ("--set", f"{name}={value}"))])
    assert (code, out.getvalue()) == (2, "")
    assert err.getvalue().startswith(f"error: {field} (")
    assert spaced not in err.getvalue()
    assert card not in err.getvalue()
