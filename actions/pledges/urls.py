from django.urls import path, re_path
from django.views.decorators.http import require_safe

from actions.pledges.feed import BoardFeed
from actions.pledges.models import ALPHABET, PUBLIC_ID_LENGTH
from actions.pledges.views import board, form, mine, numbers, report, rules

app_name = "pledges"
PUBLIC_ID = rf"(?P<public_id>[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})"
urlpatterns = [
    path("iwill/", board.board, name="board"),
    path("iwill/new/", form.new, name="new"),
    path("iwill/mine/", mine.by_words, name="by_words"),
    path("iwill/mine/<str:secret>/", mine.mine, name="mine"),
    path("iwill/feed.atom", require_safe(BoardFeed()), name="feed"),
    path("iwill/numbers/", numbers.numbers, name="numbers"),
    re_path(rf"^iwill/{PUBLIC_ID}/$", board.pledge, name="pledge"),
    re_path(rf"^iwill/{PUBLIC_ID}/report/$", report.report, name="report"),
    path("board-rules/", rules.board_rules, name="board_rules"),
]
