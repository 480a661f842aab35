from django.urls import path

from actions.guidance import views

app_name = "guidance"
urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.find, name="find"),
    path("guides/", views.guides, name="guides"),
    path("guides/<slug:slug>/", views.guide, name="guide"),
    path("actions/", views.actions, name="actions"),
    path("actions/<slug:slug>/", views.action, name="action"),
    path("practise/", views.practise, name="practise"),
    path("practise/<slug:slug>/", views.scenario, name="scenario"),
    path("practise/<slug:slug>/<slug:key>/", views.choice, name="choice"),
    path("words/", views.words, name="words"),
    path("card/", views.card, name="card"),
    path("facts/", views.facts, name="facts"),
    path("sources/", views.sources, name="sources"),
    path("sources/ideas/", views.ideas, name="ideas"),
    path("sources/points/", views.points, name="points"),
    path("sources/<slug:slug>/", views.article, name="article"),
]
