# The list of procedures at /, and the search in it.
portal-title = What you can do online
portal-search = Find a form
portal-search-help = Everyday words work too, in English or Japanese (for example: moving, child).
portal-search-button = Search
portal-categories = Browse by topic
portal-other = Other forms
portal-none = No forms are open at the moment.
portal-found = { $count ->
        [one] 1 form found for “{ $query }”
       *[other] { $count } forms found for “{ $query }”
    }
portal-not-found = No forms found for “{ $query }”
portal-not-found-shorter = Try a shorter or a different word (for example, “moving” instead of “I want to register that I am moving”).
portal-not-found-below = You can also look through the list below. Some things cannot be done online: if you do not find what you need, please ask at the office or by phone.
portal-all = All forms
portal-show-all = See all forms
portal-opens = Open from { $at }
portal-closes = Until { $until }
portal-full = All places are taken
