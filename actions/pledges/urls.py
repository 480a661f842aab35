from django.urls import path, re_path

from actions.pledges.models import ALPHABET, PUBLIC_ID_LENGTH
from actions.pledges.views import board, form, mine, numbers, rules

app_name = "pledges"
urlpatterns = [
    path("iwill/", board.board, name="board"),
    path("iwill/new/", form.new, name="new"),
    path("iwill/mine/", mine.by_words, name="by_words"),
    path("iwill/mine/<str:secret>/", mine.mine, name="mine"),
    path("iwill/numbers/", numbers.numbers, name="numbers"),
    re_path(rf"^iwill/(?P<public_id>[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})/$", board.pledge, name="pledge"),
    path("board-rules/", rules.board_rules, name="board_rules"),
]
