from tests.e2e.stage import *


async def test_x(stage):
    u = stage.alice.user
    await u.slash("people add", name="Sam")
    r = await u.slash("ask draft")

    def p(r):
        for m in [r.response, *r.followups]:
            if m:
                print("---", m.content, labels(m))

    p(r)
    while "Answer" in labels(r.response):
        f = await u.click(r.response, label="Answer")
        print(form_fields(f))
        r = await u.submit_modal(f, {n: ANSWERS[n] for n in form_fields(f)})
        p(r)
    for ch in ("introduction", "email", "linkedin200", "linkedin300", "call"):
        print("=====", ch)
        p(await u.slash("ask draft", channel=ch))
    print("===== friend")
    r = await u.slash("ask draft", channel="introduction")
    f = await u.click(r.response, label="Answer")
    r = await u.submit_modal(f, {"via": "Kim"})
    p(r)
    r = await u.click(r.followups[-1], label="Change an answer")
    p(r)
    f = await u.click(r.response, label="Minutes and times")
    print(prefilled(f))
    r = await u.submit_modal(
        f, {"minutes": "half an hour", "times": "Tuesday or Thursday afternoon"}
    )
    p(r)
    r = await u.submit_modal(
        await u.click(
            (await u.click(r.followups[-1], label="Change an answer")).response,
            label="What I hope to learn",
        ),
        {"goal": "whether your company could hire me"},
    )
    p(r)
    assert 0
