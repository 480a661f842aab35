from django.urls import path, re_path

from actions.pledges import views
from actions.pledges.models import ALPHABET, PUBLIC_ID_LENGTH

app_name = "pledges"
urlpatterns = [
    path("iwill/", views.board, name="board"),
    path("iwill/new/", views.new, name="new"),
    path("iwill/mine/<str:secret>/", views.mine, name="mine"),
    re_path(rf"^iwill/(?P<public_id>[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}})/$", views.pledge, name="pledge"),
    path("board-rules/", views.board_rules, name="board_rules"),
]
