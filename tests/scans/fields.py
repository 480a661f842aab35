"""Every field of the site that words of a reader get into, and what an answer looks like that came from behind it."""

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Target:
    """One request that is sent again and again with other words.

    `data`: what is posted; "" for GET. `fields`: what is changed, with commas between; "" for the place with a star in
    the path. `reached`: a status that only the code behind throttle, trap and sign-in gives. `token`: the form whose
    `started` is put in, fresh each time. `who`: "" a visitor, "staff" the owner, "door" somebody about to sign in.
    """

    name: str
    path: str
    fields: str = ""
    data: str = ""
    reached: str = "200"
    token: str = ""
    who: str = ""


def targets(told):
    """`told`: what the site said of itself (tests/scans/inside.py)."""
    listing = f"/resources/{told['slug']}/"
    pledge = f"/iwill/{told['pledge']}/"
    search = "q=help&region=GB-SCT&need=legal&audience=everyone&channel=call&language=en&country=GB&page=1&quiet=speak"
    near = "near=A01&place=workplace"
    started = "started=x"
    return [
        # First: a session of the desk ends when nobody uses it for a quarter of an hour.
        *(Target(f"desk {path.split('?')[0]}", path, fields, who="staff") for path, fields in told["lists"]),
        Target("directory", "/resources/", "q,region,need,audience,channel,language,country,page,quiet,drop",
               f"{search}&drop=x"),
        Target("directory by link", f"/resources/?{search}", "q,region,need,channel,language,country,page"),
        Target("listing", f"{listing}?country=GB&neutral=1&kiosk=en", "country,kiosk"),
        Target("a listing is wrong", f"{listing}problem/", "reason,contact",
               f"reason=wrong&contact={told['contact']}&{started}", "302", "problem"),
        Target("a service answers", f"/resources/confirm/{told['confirm']}/", "way1,way1_new",
               f"way1=right&way1_new=08001234567&{started}", "400", "confirm"),
        Target("link of a service", "/resources/confirm/abc*/", reached="404"),
        Target("card", "/resources/card/", "pick,size,heading,q",
               f"pick={told['slug']}&size=list&names=plain&heading=notes&copies=1&q=help"),
        Target("finder", "/act/find/", "when,where,who,safe,time,change,about",
               "when=now&where=street-transport&who=skip&safe=yes&time=minute&change=where&about=x"),
        Target("finder by link", "/act/find/?when=now&where=street-transport", "when,where"),
        Target("actions", "/act/actions/?when=after&where=workplace&strategy=direct&effort=a-minute",
               "when,where,strategy,effort"),
        Target("card for telling", "/act/card/", "whom,heading,part", "whom=told&heading=notes&seen=told&part=say"),
        Target("own words", "/iwill/new/", "text,nickname,plan_if,place,near",
               f"text=I+will+ask+first&nickname=Sam&plan_if=at+work&{near}&agree=on&as_it_is=1&{started}",
               token="pledge"),
        Target("one tap", "/iwill/new/", "action", f"action={told['action']}&{started}", "200", "pledge"),
        Target("form for an action", f"/iwill/new/?action={told['action']}&place=workplace", "action,place"),
        Target("board", f"/iwill/?before={told['pledge']}&action={told['action']}&place=workplace&strategy=direct"
               "&language=en",
               "before,action,place,strategy,language"),
        Target("feed", "/iwill/feed.atom?before=x&language=en", "before,language"),
        Target("report", f"{pledge}report/", "reason", f"reason=advert&{started}", "200", "report"),
        Target("nine words", "/iwill/mine/", "words", urlencode({"words": told["words"], "do": "open"})),
        Target("own page", "/iwill/mine/abc*/", reached="404"),
        Target("open data", "/hsds/services?search=help&page=1&per_page=5&format=json&minimal=true"
               "&modified_after=2020-01-01", "search,page,per_page,format,modified_after,minimal"),
        Target("open data by id", "/hsds/services/abc*", reached="404"),
        Target("sign-in", "/admin/sign-in/", "login,password",
               f"login=ana&password=a+long+enough+phrase&csrfmiddlewaretoken={told['door_token']}", who="door"),
    ]  # fmt: skip
