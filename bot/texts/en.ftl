## Shared buttons
close = Close
save = Save
change = Change
another = Plan another
undo = Undo
invite = Invite
minutes = { $minutes ->
    [60] 1 hour
    [90] 1½ hours
    [120] 2 hours
    [180] 3 hours
   *[other] { $minutes } minutes
  }
weekday = { $number ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
  }
closing-day = { $day ->
    [d0501] 1 May
    [d0605] Danish Constitution Day (5 June)
    [d1224] Christmas Eve (24 December)
    [d1231] New Year's Eve (31 December)
   *[other] { $number }/{ $month }
  }

## Help and language
help =
    {"*"}What you can do here*
    `/pizza in the staff room`: plan a pizza meeting (for organisers)
    `/spire meetings`: see the next meetings and answer
    `/ask` and your question: I find the right person, and you hear within two working days
    `/ask status`: see how your questions stand
    `/who statistics`: see who knows what
    `/mentor`: find a mentor one step ahead of you
    `/spire language`: choose Danish, Norwegian or English
    {"*"}For organisers*
    `/spire setup`: the department's name, language, working days and organisers
    `/spire deputy`: name a deputy
    `/spire handover`: pass the role on
    `/spire people`: who is in the directory
    `/spire questions`: open questions, and topics with nobody to answer
    `/spire log`: what was sent, and what was not
language-which = Which language shall I use with you?
language-chosen = Fine, I'll use English with you from now on.
language-unknown = I don't know that language. Type `/spire language en`, `da` or `nb`.

## Setting up
setup-title = Set up the department
setup-intro = This sets up Spire for { $channel }. Everything can be changed again with `/spire setup`.
setup-name = Department
setup-name-hint = As you say it yourselves, for example "Medical Department".
setup-hospital = Hospital
setup-language = Language in the channel
setup-zone = Time zone
setup-weekdays = Working days
setup-closing = Closing days
setup-closing-hint = I know the public holidays. Tick other days on which I should send no reminders.
setup-coffee = Morning coffee
setup-organisers = Organisers
setup-done =
    {"*"}{ $name }*, { $hospital }
    Language: { $language } · Time zone: { $zone }
    Working days: { $weekdays }
    Closing days: { $closing }
    Morning coffee: { $coffee }
    Organisers: { $organisers }
setup-next = If the department is new here, I'll say hello in { $channel } in a moment. Next step: type `/pizza` in the channel.
setup-only-in-channel = Type `/spire setup` in the department's own channel, so that I know which department it is for.
setup-not-you = Only an administrator of your Slack or an organiser can do the set-up. Ask one of them to type `/spire setup` here.
setup-who-are-you = I haven't been able to ask Slack yet whether you are an administrator. Try again in a minute.
setup-no-organisers = Choose at least one organiser, so that somebody can plan meetings.
setup-no-weekdays = Choose at least one working day.
setup-name-missing = Type what the department is called.
setup-hospital-missing = Type which hospital it is.
welcome = Hello everybody. I'm Spire, and I help { $name } meet about research. Organisers: { $organisers }.
welcome-next = Type `/spire` to see what I can do for you. If you have an idea or want to get started, write to an organiser.
department-none = There is no department in this channel yet. An administrator or organiser can type `/spire setup` here.
department-which = You organise in several places. Type the command in the channel it is for: { $channels }.
not-organiser = Only the organisers can do that: { $organisers }. Write to one of them.
not-organiser-plain = Only the organisers can do that. Write to one of them.
cannot-organise = Guests, bots, people from other workplaces and those who left your Slack can't be chosen here. Choose somebody else.
deputy-title = Deputy
deputy-intro = Your deputy in { $name } can plan, change and cancel meetings just like you. Leave the field empty if you don't want one.
deputy-field = Deputy
deputy-named = { $deputy } is your deputy now, can plan, change and cancel meetings just as you can, and is being told.
deputy-told = You are now the deputy of { $organisers } in { $name } ({ $channel }) and can plan, change and cancel meetings there. Type `/spire` to see what you can do.
deputy-none = You have no deputy now.
deputy-yourself = Choose somebody other than yourself, or leave the field empty.
taker-title = Pass the role on
taker-intro = Whoever you choose becomes organiser in { $name } instead of you and takes over your meetings.
taker-field = New organiser
handover-yourself = Choose somebody other than yourself.
handover-done = { $taker } is organiser now instead of you and will be told. { $meetings ->
    [0] There were no meetings to take over.
    [one] One meeting went along.
   *[other] { $meetings } meetings went along.
  } Thank you for your work.
handed-over = You are an organiser in { $name } now ({ $channel }). Meetings you have taken over will appear here in our conversation. Type `/spire` to see what you can do.

## Pizza meeting: the plan
gathering-form-title = Pizza meeting
gathering-form-submit = Continue
gathering-form-change = Save
gathering-default-title = Pizza meeting
gathering-title = Title
gathering-date = Date
gathering-time = Time
gathering-typed = Or type when
gathering-typed-hint = For example Thursday 12 March at 16:30. What you type here is used instead of the date and time.
gathering-minutes = Duration
gathering-place = Place
gathering-seats = Seats
gathering-seats-hint = Leave the field empty if there is room for everybody.
gathering-message = Message to those invited
gathering-draft-next = Nobody has been told yet. *Invite* posts the meeting in the channel.
gathering-understood = This is how I understood it:
gathering-exists = You have just made that meeting. This is how it stands:
what =
    {"*"}{ $title }*
    { $when }
    { $place }
what-cancelled =
    {"*"}Cancelled: { $title }*
    ~{ $when }~
    ~{ $place }~
gathering-invited-now = Invited. The post appears in { $channel } in a moment. On the last working day before the meeting I'll remind those who are coming or might come.
gathering-invited-late = Invited. The post appears in { $channel } in a moment. There is too little time for reminders. *Who is coming* tells you how many pizzas to order.
gathering-changed-now = Changed. Those it concerns are told in a minute; until then you can undo it.
gathering-changed-quiet = Changed. The post shows it; nobody is written to about it. For a minute you can undo it.
gathering-changed-late = Changed. Those it concerns hear of it in a minute; until then you can undo it. It is too soon for reminders.
gathering-cancelled-now = Cancelled. Those it concerns are told in a minute; until then you can undo it.
gathering-discarded = The draft is dropped. Nobody heard of it.
gathering-undone = Undone. Everything is as before, and nobody was told of the change.
gathering-nothing-changed = There was nothing to change. The meeting is as before.
gathering-posted-again = I'll post the invitation in { $channel } again in a moment.
gathering-unknown = That meeting no longer exists. Type `/spire meetings` to see the next ones.
gathering-begun = The meeting has begun already, so it is too late to invite. Change date and time first.
gathering-over = That meeting is over. Type `/spire meetings` to see the next ones.
gathering-not-begun = The meeting has not begun yet. Answer here once it has been held.
gathering-cancelled = That meeting is cancelled. Type `/spire meetings` to see the next ones.
gathering-changed-meanwhile = The meeting was changed meanwhile. Close this, press Change again and see how it stands.
gathering-too-few-seats = { $taken } seats are taken already. Choose at least { $taken }.
gathering-title-missing = Type a title, for example "Pizza meeting".
gathering-place-missing = Type where you meet, for example "the staff room".
gathering-seats-wrong = Type the number of seats as a whole number from 1 to 500, or leave the field empty.
gathering-minutes-wrong = Choose how long the meeting lasts.
when-typed-several = That could mean more than one thing: { $options }. Please change the box to match.
when-typed-unclear = Please give one day and one time, for example Thursday 12 March at 16:30.
when-series = I read that as { $when }. I can't set up repeating meetings yet, so here is the first one.
when-missing = Choose a date and a time, or type when.
when-past = That time has already passed. Choose a later one.
when-too-far = That is more than two years ahead. Choose an earlier date.
when-gap = The clocks go forward that night, so that time doesn't exist. Choose another.
too-long = The text has { $length } characters, and there is room for { $most }. Please shorten it.
undo-too-late = There is nothing left to undo; it works for one minute only. Change the meeting again, or plan a new one with `/pizza` if it is cancelled.
undo-too-few-seats = { $taken } seats are taken now, so the meeting cannot go back to { $seats }. Change it instead.

## The invitation
gathering-invitation-summary = { $title }, { $when }, { $place }. Are you coming?
gathering-cancelled-summary = Cancelled: { $title }, { $when }, { $place }
gathering-cancelled-by = Cancelled. Ask { $organiser } if you wonder why.
gathering-asked-by = { $organiser } invites you. You can always change your answer.
gathering-card-summary = Your meeting: { $title }, { $when }, { $place }
gathering-card-hint = Run the meeting from here. The numbers follow as people answer.
gathering-card-given = { $organiser } organises the meeting now.
reply-yes = I'm coming
reply-maybe = Maybe
reply-no = Can't
reply-first = First say whether you are coming.
numbers = { $taken ->
    [0] Nobody has signed up yet
    [one] 1 is coming
   *[other] { $taken } are coming
  }
numbers-seats = { $taken } of { $seats } { $seats ->
    [one] seat
   *[other] seats
  } taken
numbers-maybe = { $number } maybe
numbers-waiting = { $number } waiting

## My answer
own-yes = You are coming to *{ $title }*{ $guests ->
    [0] {""}
    [one] {" "}with one guest
   *[other] {" "}with { $guests } guests
  }. See you there.
own-maybe = You might come to *{ $title }*. Answer again when you know.
own-no = You are not coming to *{ $title }*. Thanks for letting us know.
own-waiting = There is no room right now. You are number { $line } on the waiting list for *{ $title }*, and I'll write if a seat comes free.
own-none = You have not answered about *{ $title }*.
plate-button = Food and guests
plate-title = Food and guests
plate-untold = I don't know what you eat, so I'll plan for ordinary pizza.
plate-told = Food: { $meal }{ $allergies ->
    [none] {""}
   *[other] {" "}· { $allergies }
  }. { $kept ->
    [remembered] I'll remember it for next time.
   *[forgotten] I'll delete it the day after the meeting.
  }
guests = { $number ->
    [0] I'm coming alone
    [one] 1 guest
   *[other] { $number } guests
  }
guests-label = Are you bringing anybody?
guests-no-room = { $room ->
    [0] There is no room for guests right now.
    [one] There is room for one guest only.
   *[other] There is room for { $room } guests only.
  }
meal = { $kind ->
    [vegetarian] vegetarian
    [vegan] vegan
    [no_pork] without pork
    [gluten_free] gluten-free
    [lactose_free] lactose-free
   *[everything] ordinary
  }
meal-label = My food should be
allergies-label = Allergies or anything else
allergies-hint = Only the meeting's organiser and their deputy can see it. It is deleted the day after the meeting unless you ask me to remember it.
remember-label = Next time
remember-option = Remember my food and allergies
seat-free = You have a seat at *{ $title }*. If you can't come after all, press *Can't*, and it goes to the next in line.

## Reminder, order, attendance
reminder-yes = Remember *{ $title }*. If something comes up, press *Can't*.
reminder-maybe = Are you coming to *{ $title }*? You said maybe.
order = It is time to order pizza for *{ $title }*.
order-how = One pizza for two who eat the same. Those who might come are counted, and guests get ordinary pizza.
pizzas = *{ $number ->
    [one] 1 pizza
   *[other] { $number } pizzas
  }*
pizza-line = • { $kind }: { $number } (for { $people })
pizzas-none = Nobody has said yes or maybe, so there are no pizzas to order.
who-button = Who is coming
who-title = Who is coming
who-list = *{ $reply ->
    [yes] Coming
    [maybe] Maybe
    [waiting] Waiting list
   *[no] Can't
  }* ({ $number }): { $people }
who-allergies = *Allergies and the like*
who-allergy = • { $person }: { $allergies }
who-private = I show this to the organisers only. Food and allergies are deleted the day after the meeting.
who-not-yours = I show allergies to the meeting's own organiser and their deputy only.
attendance-question = Who came to *{ $title }*?
attendance-list = { $number ->
    [0] Nobody had said yes.
    [one] Signed up: { $people }
   *[other] Signed up ({ $number }): { $people }
  }
attendance-right = The list is right
attendance-correct = Change the list
attendance-title = Who came
attendance-field = Those who came
attendance-thanks = Thank you. { $number ->
    [0] Nobody
    [one] One person
   *[other] { $number } people
  } came to *{ $title }*.

## Changes
told-cancelled = *{ $title }* on { $when } is cancelled. Ask { $organiser } if you wonder why.
told-moved = *{ $title }* has moved from { $before } to *{ $when }*. Your answer still counts; change it if it no longer suits you. Ask { $organiser } if in doubt.
told-place = *{ $title }* has moved to another place: *{ $place }*. Ask { $organiser } if in doubt.
told-changed = *{ $title }* has changed. Read the whole invitation in the channel, and ask { $organiser } if in doubt.
cancel = Cancel the meeting
cancel-draft = Drop the draft
cancel-sure-title = Cancel the meeting?
cancel-sure = Those it concerns are told in a minute. Until then you can undo it.
cancel-yes = Cancel it
cancel-no = Keep the meeting
coming = *The next meetings*
coming-none = There are no meetings in the calendar right now.
coming-none-organiser = There are no meetings in the calendar right now. Type `/pizza` to plan one.

## Log
log-title = *The latest*, newest first
log-empty = Nothing has happened yet.
log-line = { $sign } { $at } · { $what } · { $outcome }
log-due = { $line }{ $outcome ->
    [scheduled] {" "}for { $due }
   *[other] , was due { $due }
  }
log-title-of = { $line }: { $title }
log-to = { $line } → { $to }
log-why = { $line } ({ $reason })
outcome = { $outcome ->
    [scheduled] scheduled
    [sent] sent
    [late] sent late
    [skipped] skipped
    [failed] could not be sent
    [unsure] unsure, please look
    [planned] drafted
    [changed] changed
    [cancelled] cancelled
    [undone] undone
   *[done] done
  }
kind-department-setup = set-up
kind-department-welcome = welcome
kind-department-handed-over = role passed on
kind-department-deputy = deputy
kind-department-deputy-named = news for a deputy
kind-gathering = pizza meeting
kind-gathering-invitation = invitation
kind-gathering-card = the organiser's overview
kind-gathering-changed = news of a change
kind-gathering-reply = change in the thread
kind-gathering-moved-up = seat from the waiting list
kind-gathering-remind = reminders
kind-gathering-reminder = reminder
kind-gathering-order = pizza order
kind-gathering-attendance = who came
kind-gathering-forget = deleting food and allergies
kind-gathering-fill = free seats
kind-log-failed = news of a failure
failed = I could not send this to { $to }: { $what }. Reason: { $reason }.
failed-unsure = I don't know whether this arrived in { $to }: { $what }. Please look in the channel; I can't. Reason: { $reason }.
failed-update = I could not update { $what } in { $to }, so the old one still stands there: { $reason }
post-again = Post it again
reason-too-late = it was too late when its turn came
reason-invited-late = invited at too short notice for a reminder
reason-cancelled = the meeting was cancelled
reason-not-coming = the person is no longer coming
reason-gone = what it was about no longer exists
reason-parent-failed = the post it belongs under never arrived
reason-bug = a fault of mine; it is in the server's log
reason-slack = Slack answered "{ $word }"
slack-not-in-channel = I am not in the channel. Type `/invite @Spire` there and try again
slack-channel-not-found = I can't see the channel. Was it made private or deleted? Type `/invite @Spire` there and try again
slack-is-archived = the channel is archived. Unarchive it, or type `/spire setup` in another channel
slack-message-not-found = somebody deleted the post
slack-cannot-dm-bot = the recipient is a bot
slack-user-not-found = the person is not in your Slack
slack-user-disabled = the person is no longer in Slack
slack-messages-tab-disabled = the person takes no messages from apps
slack-restricted-action = an administrator has closed the channel to posts
slack-missing-scope = Spire lacks a permission. Ask an administrator to install the app again

## No and sorry
you-wrote = You wrote:
privacy-cpr = That looks like a Danish CPR number, so I have kept nothing. Delete the number and try again; nothing may point to a patient. If it is a case number, write it in one piece with "case no." in front.
privacy-norwegian = That looks like a Norwegian identity number, so I have kept nothing. Delete the number and try again; nothing may point to a patient. If it is a case number, write it in one piece with "case no." in front.
privacy-birth = A name together with a date of birth points to one person, so I have kept nothing. Write "a man in his eighties" instead, for example.
privacy-ambiguous = A number here could be a personal identity number, so I have kept nothing. If it is a case number, write it in one piece with "case no." in front: case no. 2100012345. Otherwise delete it.
button-old = This is from an older version of Spire. Type `/spire meetings` and start from there.
unknown-word = I don't know that word. Type `/spire` to see what you can type.
person-missing = Choose a person.
form-closed = Slack could not open the form in time. Nothing has happened. Try again.
apology = Sorry, something went wrong on my side. It wasn't you. Try again in a moment. If it happens again, give this code to whoever runs Spire: `{ $reference }`

## Starting
setting-intro = Spire cannot start. Put this right in the environment or in the file .env:
setting-SLACK_SIGNING_SECRET = SLACK_SIGNING_SECRET: shows that a request comes from Slack. Find it at api.slack.com/apps under Basic Information, App Credentials (or use SLACK_APP_TOKEN for Socket Mode).
setting-SLACK_SIGNING_SECRET_PREVIOUS = SLACK_SIGNING_SECRET_PREVIOUS: the old secret while it is being changed. Remove it when the change is done.
setting-SLACK_BOT_TOKEN = SLACK_BOT_TOKEN: what Spire speaks to Slack with; begins with xoxb-. Find it at api.slack.com/apps under OAuth & Permissions.
setting-SLACK_APP_TOKEN = SLACK_APP_TOKEN: for Socket Mode; begins with xapp-. Make it at api.slack.com/apps under Basic Information, App-Level Tokens, with the scope connections:write.
setting-SLACK_API_URL = SLACK_API_URL: Slack's address. Must begin with https:// and can be left out.
setting-DATABASE_URL = DATABASE_URL: where Spire remembers. Either sqlite:///spire.db or postgresql://user:password@host/name.
setting-HOST = HOST: the address to listen on, for example 0.0.0.0. Can be left out.
setting-PORT = PORT: the port to listen on, a number from 1 to 65535. Can be left out (3000).
setting-SPIRE_URL = SPIRE_URL: Spire's public address, begins with https://. Can be left out, but then there are no links.
setting-SPIRE_TIME_ZONE = SPIRE_TIME_ZONE: the time zone, for example Europe/Copenhagen or Europe/Oslo.
setting-SPIRE_LANGUAGE = SPIRE_LANGUAGE: the language when nobody has chosen: da, nb or en.
setting-SPIRE_ORGANISERS = SPIRE_ORGANISERS: member ids from Slack with commas between them, for example U012AB3CD. In Slack: profile, three dots, Copy member ID.

## spire check and manifest
check-database = The database answers.
check-database-away = The database does not answer. Check DATABASE_URL and whether the server runs.
check-migrated = The database is up to date.
check-not-migrated = The database is not up to date. Run: spire migrate
check-disk = The SQLite file lies on a disk that survives a restart.
check-disk-fleeting = { $path } looks as if a restart would wipe it. Put the file on a lasting disk, or use PostgreSQL.
check-token = Slack knows Spire.
check-token-wrong = Slack says { $error }. Fetch SLACK_BOT_TOKEN again at api.slack.com/apps under OAuth & Permissions.
check-slack-away = Slack does not answer ({ $error }). Check the network and SLACK_API_URL.
check-clock = The clock is right.
check-clock-wrong = The clock is { $seconds } seconds off; Slack's requests are refused beyond five minutes. Switch on time synchronisation.
check-scopes = Every scope is there.
check-scope = The scope { $scope } is missing: { $loss }
check-channel = Spire is in the channel of { $name } ({ $channel }).
check-channel-not = Spire is not in the channel of { $name } ({ $channel }). Type /invite @Spire there.
scope-commands = /pizza and /spire do not work.
scope-chat-write = Spire cannot write anything.
scope-im-write = nobody gets reminders by direct message.
scope-users-read = Spire does not know who is an administrator, a guest or gone.
scope-channels-read = spire check cannot see whether Spire is in the channel.
scope-history = after an unclear answer from Slack, Spire cannot look whether the message arrived; it ends as "unsure, please look".
manifest-description = Helps research grow in the department
manifest-long-description = Spire helps hospital departments meet about research: pizza meetings with invitation, answers, reminders, seats and order. The organiser sees what was scheduled, sent, late, skipped or failed, and why. Spire ranks nobody and keeps nothing about patients.
manifest-spire = Help, language, meetings and set-up
manifest-pizza = Plan a pizza meeting
manifest-pizza-hint = in the staff room

## spire demo
demo-department = Department of Medicine
demo-message = Come and hear what is stirring. All ideas are welcome, half ones too.
demo-allergy = peanuts
demo-open = The hospital is open at { $address } – Ctrl-C closes it.
demo-title-coordinator = Research coordinator
demo-title-consultant = Research-responsible consultant
demo-title-junior = Junior doctor
demo-title-development-nurse = Development nurse
demo-title-student = Medical student
demo-title-head-nurse = Head nurse
demo-title-professor = Clinical professor
demo-title-phd = PhD student
demo-title-physiotherapist = Physiotherapist
demo-title-postdoc = Postdoc
demo-title-statistician = Statistician
demo-title-secretary = Department secretary
demo-title-guest = Guest
demo-title-stranger = From another hospital
demo-department-medicinsk = Department of Medicine
demo-department-akut = Emergency department
demo-department-neurologi = Department of Neurology
demo-history-ideas = Ideas and coffee
demo-history-wonder = What puzzles us?
demo-history-brain = The brain hour
demo-history-drafts = Drafts and coffee
demo-history-eyes = Old data, new eyes
demo-tour-welcome = Welcome to the hospital, { $guest }. Spire came two months ago. Five things to try:
demo-tour-plan = Type `/pizza Thursday at half past four in the staff room` in { $channel } and see how the time is read.
demo-tour-answer = Choose *{ $colleague }* at the top and answer *I'm coming* on the invitation; watch the numbers follow.
demo-tour-ask = Type `/ask how many patients do I need?` and ask the one I suggest. Choose the same person at the top, and see the question arrive.
demo-tour-clock = Set the clock to the day before the meeting and watch the reminders come.
demo-tour-log = Type `/spire log` and see what was sent, late, skipped or cancelled, and why.
demo-setup = Mette is an administrator of the hospital's Slack. She sets up Spire in the department's channel.
demo-plan = She plans a pizza meeting with a command and a form.
demo-answer = People answer. Jonas brings somebody and says what he eats. There are four seats.
demo-seat = Anne can't come after all. Her seat goes to Fatima, who was waiting.
demo-move = Mette moves the meeting an hour earlier. For a minute she can undo it; after that, those it concerns are told.
demo-remind = The day before: a reminder for those who are coming, and the pizza order for Mette.
demo-came = The next morning: who came?
demo-log = The log shows what was sent and what was not.
demo-end = The end. { $sent } messages sent, { $failed } failed, { $invalid } invalid for Slack.

## Time said in words (can be read again)
summer-time = summer time
winter-time = winter time
and = { $first } and { $last }
from-to = { $start } to { $end }
first-time = { $rule }, starting { $day }
until-day = { $rule }, until { $day }
so-many-times = { $rule }, { $number } times
every-day = { $number ->
    [1] every day
   *[other] every { $number } days
  }
every-workday = every weekday
every-other-weekday = every other { $days }
every-weekday = { $number ->
    [1] every { $days }
    [2] every 2 weeks on { $days }
   *[other] every { $number } weeks on { $days }
  }
in-weeks = { $parity ->
    [even] every { $days } in even weeks
   *[odd] every { $days } in odd weeks
  }
every-month = { $number ->
    [1] { $what } of every month
   *[other] every { $number } months, { $what }
  }
every-quarter = { $what } of every quarter
every-year-on = every year on { $number } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
every-year-in = every year { $what } in { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
nth = { $nth ->
    [1] first
    [2] second
    [3] third
    [4] fourth
    [5] fifth
   *[other] last
  }
nth-of = the { $nths } { $noun }
workday = weekday
last-day = the last day
on-the = the { $days }
when-candidates = That could mean more than one thing. Which did you mean?
when-candidate = { $number }. { $when }
when-rest = The rest of the text: ‘{ $rest }’
when-reason-invalid-date = The date ‘{ $part }’ doesn't exist. Try: Thursday 12 March at 16:30
when-reason-invalid-time = The time ‘{ $part }’ doesn't exist. Try: Thursday at 16:30
when-reason-invalid-week = There is no week { $part }. Try: Thursday in week 12 at 16:30
when-reason-dst-gap = The clocks go forward that night, so { $part } doesn't exist. Try: at 03:30, or at 14:30
when-reason-past = ‘{ $part }’ has already passed. Try: on Thursday at 16:30
when-reason-vague = I can't turn ‘{ $part }’ into one date and time. Try: Thursday 12 March at 16:30
when-reason-unsupported = I can't take ‘{ $part }’ into account yet. Give the day itself, for example: Thursday 12 March at 16:30
when-reason-no-time-info = I can't see a day or a time in ‘{ $part }’. Try: Thursday 12 March at 16:30
when-reason-reversed-range = ‘{ $part }’ ends before it starts. Try: Friday at 14:30–16:00

## What questions are about, and whom they go to

topic-start-research = getting started with research
topic-research-leave = time off for research
topic-phd-admin = the formalities of a PhD
topic-phd-supervisor = finding a PhD supervisor
topic-postdoc-path = the way on after the PhD
topic-idea-sparring = an idea to talk through
topic-collaborator = finding somebody to work with
topic-journal-club = a journal club or a paper to present
topic-abstract = an abstract, a poster or a talk
topic-evidence-search = what research says about your daily care
topic-mentor-worklife = a mentor to talk to
topic-svp-career = a research career for nurses, therapists and others
topic-statistics = numbers, statistics and sample size
topic-redcap = databases and questionnaires (REDCap)
topic-gdpr = personal data and where it may be kept
topic-ethics = ethics approval and consent
topic-biobank = samples and the biobank
topic-clinical-trial = rules for drug and device trials
topic-inclusion = finding and following participants
topic-patient-involvement = patients and relatives as partners
topic-genomics = genes, sequencing and bioinformatics
topic-litsearch = systematic literature searching
topic-publication = journals and publishing
topic-authorship = authorship and good research practice
topic-intl = stays abroad and visitors from abroad
topic-registry = registries and data from patient records
topic-contract = contracts, companies and patents
topic-qualitative = interviews and qualitative methods
topic-healthecon = what a treatment costs and what it gains
topic-funding = funds, money and budget
topic-student-year = research as a medical student
topic-local-approval = who here must approve a project
topic-network = meetings and networks
topic-off-topic = something other than research
topic-vague = something not said yet
topic-clinical-patient = a particular patient
topic-emergency = something urgent
role-prof = Clinical professor
role-fao = Research-responsible consultant
role-uao = Education-responsible consultant
role-pkl = Postgraduate clinical associate professor
role-udv = Development nurse
role-phdsup = PhD supervisor
role-mentor = Mentor
role-svp = Senior researcher (health professions)
role-coord = Research coordinator
role-start = Shared way into research
role-fund = Funding adviser
role-stat = Biostatistician
role-data = Data manager
role-biobank = Biobank manager
role-legal = Research lawyer
role-ethics = Research ethics adviser
role-gcp = Clinical trials adviser
role-trialnurse = Lead research nurse
role-patient = Patient involvement coordinator
role-genom = Bioinformatician
role-library = Medical librarian
role-intl = International coordinator
role-integrity = Adviser on research integrity
role-phdadm = PhD coordinator
role-contract = Contracts adviser
role-registry = Registry data adviser
role-career = Head of the mentoring programme
role-qual = Adviser on qualitative methods
role-healthecon = Health economist
role-student = Student research coordinator
role-function = Shared function
where-department = in your own department
where-hospital = at your hospital
where-near = in the same specialty
where-country = in your country
where-network = in the network
where-serves = for your hospital
where-named = (named in the question)
where-elsewhere = in the same area
route-blocked = Something in the question looks like an identity number or a name with a date of birth, so it goes no further. Delete it and ask again.
route-guard = Identity numbers: none found.
route-topic = About { $topic }: { $percent } %
route-words = because of the words: { $words }
route-like = like: “{ $example }”
route-queue = Goes to the organiser: { $why }.
route-queue-off-topic = it is not about research
route-queue-vague = there is not enough to go by
route-queue-clinical-patient = it looks like a question about a patient
route-queue-emergency = it may be urgent
route-queue-nobody = there is nobody to send it to
route-routed = Goes to:
route-choose = The asker chooses between:
route-person = { $name }, { $role } { $where }
route-knows = { $name }, { $role } { $where }, knows the topic

## The directory

profession-physician = Doctor
profession-medical-student = Medical student
profession-nurse = Nurse
profession-midwife = Midwife
profession-physiotherapist = Physiotherapist
profession-occupational-therapist = Occupational therapist
profession-radiographer = Radiographer
profession-biomedical-scientist = Biomedical scientist
profession-other = Other
stage-medical-student = Medical student
stage-junior-doctor = Junior doctor
stage-specialist-trainee = Specialist trainee
stage-phd-student = PhD student
stage-postdoc = Postdoc
stage-specialist = Specialist or consultant
stage-senior-researcher = Senior researcher
stage-clinical-svp = Health professional in the clinic
stage-svp-master = Health professional with a master's degree
role-colleague = Colleague
who-how = Type what it is about: `/who statistics` or `/who PhD supervisor heart`. A name works too. If you have a question, type `/ask` and the question.
who-none = I know nobody who fits “{ $words }”. Try another word, type `/ask` and your question, or ask an organiser: { $organisers }.
who-none-alone = I know nobody who fits “{ $words }”. Try another word, or ask in your department's channel.
who-not-you = The directory is for the hospital's own people, not for guests and visitors. Ask a colleague at the hospital.
profile-changed = Somebody changed this meanwhile. Close the form, open it again and make your change.
who-empty = Nobody is in the directory yet. Tell an organiser; it is filled with `spire import`.
who-found = This is what I found for “{ $words }”:
who-person =
    {"*"}{ $person }*, { $role }
    { $where }
who-away = Away up to and including { $day }.
who-away-deputy = Away up to and including { $day }; ask { $deputy } meanwhile.
who-full = Not taking any more questions just now.
who-unlisted = Has not agreed to be shown; only the organisers see this.
who-link = Research is still being built up where you work ({ $emerging }). You can turn to: { $established }.
who-more = I found { $number } more. Add a word to shorten the list.
directory-asked = Hello { $name }. Colleagues who want to get into research ask me whom to go to. May I give them your name? You would be listed as { $role }, { $where }.
directory-asked-next = You decide how many questions you take at a time, and you can pause or opt out whenever you like: open the *Home* tab here with me.
directory-yes = Yes, please do
directory-no = No, thanks
directory-agreed = Thank you. Colleagues can now find you with `/who`. If anything is wrong, change it on my *Home* tab.
directory-declined = That is fine. Colleagues do not see you in the directory, and you get no questions. If you change your mind, open my *Home* tab.
directory-unknown = You are no longer in the directory. Open my *Home* tab if you want to join again.
directory-welcome = Welcome to { $channel } ({ $name }). For anything about research, you can go to:
directory-welcome-nobody = Welcome to { $channel } ({ $name }). If you want to get into research, write to an organiser: { $organisers }.
directory-welcome-next = Have a question about research? Type `/ask` and the question, and I find the right person. Looking for somebody? Type `/who statistics`, for example.
home-profile = My profile
home-listed =
    { $role }, { $where }
    { $topics }
home-shown = Colleagues can find you with `/who`. { $slots ->
    [0] You get no questions just now.
    [1] You take one question at a time.
   *[other] You take { $slots } questions at a time.
  }
home-hidden = Only the organisers see you in the directory, and you get no questions.
home-unlisted = You are not in the directory. Would you like colleagues to ask you about research?
home-join = Join
home-change = Edit profile
home-language = Language
home-pause = Pause
home-pausing = You have paused questions up to and including { $day }. Meanwhile they go to others.
home-not-pausing = Going on holiday, or need some quiet? Pause, and I send you no questions.
home-pause-begin = Pause questions
home-pause-end = Resume now
home-meetings = My upcoming meetings
home-no-meetings = You have not said yes to any upcoming meeting. Type `/spire meetings` in your department's channel to see what is coming.
home-meeting =
    {"*"}{ $title }*
    { $when }, { $place }
profile-title = My profile
listing-title = The directory
listing-who = Who
listing-who-intro = Choose the person to add or change.
next = Next
profile-name = Name
profile-name-missing = Give a name, so that colleagues know whom they are asking.
profile-role = Role
profile-hospital = Hospital
profile-specialty = Department
profile-profession = Profession
profile-stage = Career stage
profile-languages = Answers in these languages
profile-topics = Topics, in your own words
profile-topics-hint = One on each line, or with commas between, e.g. hip fracture, REDCap
profile-stages = Would like to mentor
profile-slots = Questions at a time
profile-slots-hint = 0 means: no questions just now.
profile-absent-from = First day away
profile-absent-to = Last day away
profile-deputy = Who takes the questions meanwhile?
profile-agreed = May colleagues see you in the directory?
profile-agreed-yes = Yes, list me
profile-topics-long = That is too much to read. Give at most { $most } topics of at most { $length } characters each.
profile-absence-order = The last day is before the first. Swap them.
profile-absence-half = Choose both the first and the last day, or neither.
profile-deputy-yourself = Nobody can stand in for themselves. Choose a colleague.
profile-deputy-unlisted = That colleague is not in the directory. Choose somebody who is, or nobody.
profile-saved = Saved. This is how { $name } now appears in the directory: { $role }, { $where }.
profile-no-places = The directory has no hospitals yet. Tell an organiser; they are added with `spire import`.
pause-title = Pause
pause-until = Last day of the pause
pause-past = That day has passed. Choose a later one.
people-not-you = Only the organisers can do that. You change your own profile on my *Home* tab.
kind-directory-asked = question whether to be listed
kind-directory-welcome = welcome to somebody new in the channel
reason-answered = the person has answered already
manifest-who = Find the right person to ask about research
manifest-who-hint = statistics

## Ask

ask-title = Ask
ask-field = What would you like to know?
ask-field-hint = In your own words, as to a colleague. Write nothing that points to a particular patient.
ask-form-next = I first show you whom I would ask. Nothing is sent until you say so.
ask-find = Find somebody to ask
ask-empty = Write what you would like to know.
send = Send
ask-ordinary = Urgent, or about a patient right now? Go the ordinary way in your department, or call: { $numbers }
ask-number-emergency = { $number } if a life is in danger
ask-number-doctor = { $number } when it cannot wait
ask-number-crisis = { $number } if you are having a hard time
ask-number-own = { $number }
ask-emergency =
    It sounds as if you or somebody else needs help right now. Please call at once:
    { $numbers }
    If it is you who is having a hard time, do not be alone with it. Go to somebody you trust and tell them how it is. You are not disturbing anybody.
    If it is a patient or a colleague, call for help as you always do on the ward.
    I am a program and cannot fetch help for you. I have neither kept what you wrote nor sent it to anybody.
ask-patient = This sounds like a question about a particular patient, and that should not wait for me. Ask your senior colleague, the doctor on call or the specialty you usually ask. If it is urgent: { $numbers }. I have kept nothing of what you wrote.
ask-patient-not = Is it about research all the same, and can nobody recognise a patient in it?
ask-research = Yes, it is about research
ask-draft-text = Your question
ask-draft-reminder = You started a question the other day, and it is still here. Nobody has seen it. If you leave it, I will put it away in a few days.
ask-gone-meanwhile = The person you chose cannot take it just now after all.
ask-shared = A colleague asked something like this before. { $expert } answered:
ask-one = I would ask *{ $who }*, { $role } { $where }. You will hear from me by { $when }.
ask-one-knows = I would ask *{ $who }*, { $role } { $where }, who knows the topic. You will hear from me by { $when }.
ask-wait = Everybody who could answer this is away just now. The first to be back is *{ $who }*, { $role } { $where }: { $when }. I can ask then, and you will hear from me.
ask-wait-send = Ask then
ask-send = Ask { $name }
ask-without-name = Ask without my name
ask-others = Somebody else
ask-organiser-instead = Give it to the organisers
ask-discard = Never mind
ask-which = What is it mostly about?
ask-topic-line = • *{ $topic }*: { $who }, { $role } { $where }
ask-none-of-these = Not among these
ask-who = Who would you rather ask?
ask-person-line = • *{ $who }*, { $role } { $where }
ask-organiser-vague = I am not sure what you need.
ask-organiser-off-topic = This does not sound like a question about research.
ask-organiser-nobody = I know nobody who can take this just now.
ask-organiser-none-of-these = Then somebody who knows the hospital should look at it.
ask-organiser-next = I can give it to the organisers. They will find somebody to ask, and you will hear from me by { $when }. Or write it differently, so that I understand it better.
ask-organiser-send = Give it to the organisers
ask-anew = Write it differently
ask-nameless-title = Without your name
ask-nameless = Whoever is asked sees your words and nothing else about you: no name, no department, no career stage. Check that the words themselves do not give you away. The answer comes to you in a message from me, and you can show your name later if you like.
ask-about = About you, if it helps the answer
ask-about-hint = For example: junior doctor in cardiology. Leave it empty to say nothing.
ask-nameless-send = Send
ask-none-open = You have no open questions. Type `/ask` and what you would like to know.
ask-home = My questions
ask-news = About your question: { $status }
ask-passed-silent = There was no answer in time, so I have turned to somebody else.
ask-passed-declined = It was not the right person to ask, so I have turned to somebody else.
ask-passed-away = Whoever I asked is away for now, so I have turned to somebody else.
ask-passed-left = I could not reach the person I asked, so I have turned to somebody else.
ask-passed-gave-back = Whoever took it had to give it back, so I have turned to somebody else.
ask-passed-done = I have turned to somebody else.
ask-passed-took = I have turned to somebody else.
ask-passed-too-late = I have turned to somebody else.
ask-status-draft = Not sent yet; nobody has seen it.
ask-status-asked = I have asked { $who }. You will hear from me by { $when }.
ask-status-asks = I will ask { $who } when the working day begins: { $start }. You will hear from me by { $when }.
ask-status-held = Everybody who could answer is away. I will ask again on { $when }, and you will hear from me then.
ask-status-queued = The organisers have it ({ $organisers }) and will find somebody who can answer. You will hear from me by { $when }.
ask-status-queued-nobody-left = Nobody I asked could take it.
ask-status-queued-nobody = I found nobody who could take it.
ask-status-queued-silence = It has been quiet for a while.
ask-status-queued-wished = It has been passed on, as you wished.
ask-status-taken = { $who } has taken it. The two of you have a conversation of your own here in Slack.
ask-status-taken-nameless = { $who } has taken it. Press *Write*, and I pass your words on without your name.
ask-status-answered = { $who } says that it is answered. Did it help?
ask-status-closed-withdrawn = Withdrawn, and nobody works on it. Ask again whenever you like.
ask-status-closed-untouched = Put away, because it was never sent. Ask again whenever you like.
ask-status-closed-helped = Good to hear. It is closed now, and whoever answered gets your thanks.
ask-status-closed-not-said = Answered and closed. Ask again whenever you like.
ask-colleague = an anonymous colleague
ask-written = Message from { $who }:
ask-written-about = About the question: “{ $question }”
ask-reply = Reply
ask-write-title = Write
ask-write = To { $who }
ask-write-field = Your words
ask-write-button = Write
ask-written-sent = Sent to { $who }. The reply comes to you in a message from me.
ask-withdraw = Withdraw it
ask-withdraw-title = Withdraw the question?
ask-withdraw-sure = Whoever was asked is told that no answer is needed.
ask-keep = Keep it
ask-reveal = Show my name
ask-reveal-title = Show your name?
ask-reveal-sure = Everybody who has been asked about it sees who you are. It cannot be undone.
ask-reveal-not = Stay nameless
ask-resume = Go on with it
ask-got-it = I have my answer
ask-next = Ask somebody else
ask-rate-yes = Yes, it helped
ask-rate-partly = Partly
ask-rate-no = No, ask somebody else
ask-still = { $who } took your question some days ago. Have you got your answer?
ask-wait-on = Not yet, I can wait
ask-share = May colleagues with the same question see this one and its answer? They see who answered, never who asked.
ask-share-yes = Yes, they may
ask-share-no = No
ask-share-thanks = Thank you. If the other one agrees too, the next person with the same question gets help at once.
ask-share-not = That is fine. It stays between the two of you.
ask-gone = I cannot find that question among yours any more. Type `/ask status` to see those you have.
ask-not-you = `/ask` is for the hospital's own people, not for guests and visitors. Ask a colleague at the hospital.
ask-sent-already = That question is on its way already. Type `/ask status` to see how it stands.
ask-no-organiser = There is no organiser in Spire yet who could take it. Ask in your department's channel, or word it differently.
ask-nobody-to-write = Nobody has the question just now, so there is nobody to send this to. Type `/ask status` to see how it stands.
turn-asks = Question from { $asker }:
turn-colleague-about = an anonymous colleague ({ $about })
turn-why = I am asking you as { $role }.
turn-why-named = A colleague thought of you for this.
turn-why-here = I am asking here in the channel because it seems to be your field.
turn-until = If it does not suit you, one click is enough. If I hear nothing by { $when }, it goes to somebody else.
turn-take = I'll take it
turn-ask-back = Ask for more first
turn-decline-button = Not me
turn-away-button = I'm away
turn-reminder = The question from { $asker } is still waiting for you. If I hear nothing by { $when }, it goes to somebody else, and that is fine too.
turn-conversation = { $asker }, { $expert } has taken your question. Here the two of you can talk.
turn-conversation-next = I do not read what you write here. When the question is answered, whoever answered presses the button.
turn-answered-button = It is answered
turn-follow-up = You took a question from { $asker } some days ago. Is it answered, or should somebody else have it?
turn-helped-yes = Your answer to { $asker } helped. Thank you.
turn-helped-partly = Your answer to { $asker } helped some of the way. Thank you.
turn-withdrawn-letter = The question from { $asker } has been withdrawn, so you need not answer. Thank you for taking it.
turn-noted = Noted.
turn-yours = It is yours now. You and { $asker } will have a conversation of your own here in Slack.
turn-yours-nameless = It is yours now. Press *Write*, and I pass your words on to your colleague, who is anonymous.
turn-write = Write
turn-give-back = Give it back
turn-taken-by = { $who } has taken it, so you need not do anything more. Thank you.
turn-withdrawn = The question has been withdrawn. You need not do anything.
turn-closed = This question is closed. Thank you.
turn-waits-for-rating = Answered. I have asked your colleague whether it helped.
turn-ended-silent = I have turned to somebody else. If you would like to take it after all, you still can.
turn-ended-declined = It goes to somebody else now. Thank you for letting me know.
turn-ended-away = It goes to somebody else while you are away.
turn-ended-left = It has gone to somebody else.
turn-ended-gave-back = You gave it back, and it goes to somebody else. Thank you for looking at it.
turn-ended-too-late = It has gone to somebody else.
turn-ended-done = It has gone to somebody else. Thank you for looking at it.
turn-decline-title = Not me
turn-decline = That is fine, and you need not say why. If you know who can answer, or what it is about, it gets there sooner.
turn-decline-who = Who can answer?
turn-decline-topic = What is it about?
turn-decline-hint = Leave both fields empty, and I find somebody else.
turn-pass-on = Pass it on
turn-passed-on = It goes to somebody else now. Thank you for letting me know.
turn-away-title = I'm away
turn-away = This question and any others you have not taken yet go to somebody else. No new ones come until you are back.
turn-away-until = Away up to and including
turn-away-noted = Noted. What you have not taken yet goes to somebody else, and you get no new questions until you are back.
turn-until-missing = Choose the last day you are away.
turn-back-title = Ask for more first
turn-back = The question is then yours, and your colleague gets what you write here.
turn-back-sent = Sent. The question is yours now, and the reply comes to you in a message from me.
turn-written = Sent to your colleague. The reply comes to you in a message from me.
turn-answered-title = It is answered
turn-answered-field = The answer in short
turn-answered-hint = If you both agree later, colleagues with the same question can see it.
turn-answered-hint-nameless = Your colleague gets it. If you both agree later, others with the same question can see it.
turn-answered-send = Answered
turn-answered-noted = Thank you. I will now ask your colleague whether it helped.
turn-not-you = This question was not asked of you, so there is nothing you need to do here.
turn-not-yours = The question has gone to somebody else. What you wrote was not sent.
turn-over = The question is closed. What you wrote was not sent.
turn-yourself = That is you. Choose somebody else, or leave it empty and I find one.
turn-is-asker = That is who asks. Choose somebody else, or leave it empty and I find one.
turn-no-colleague = I can only ask colleagues at the hospital. Choose somebody else.
turn-no-room = I cannot ask that colleague about this just now: perhaps away, busy, asked before, or pausing from questions. Choose somebody else.
turn-own = That is your own question. Press Not me, and it goes to somebody else.
turn-own-question = Somebody thought you could answer this, but it is your own question. Press *Not me*, and it goes to somebody else. Nobody is told that it is yours.
queue-question = A question from { $asker } needs you: { $why }.
queue-why-nobody = I found nobody to ask
queue-why-nobody-left = everybody who could answer has been asked
queue-why-silence = it was taken, and it has been quiet for two weeks since
queue-why-wished = your colleague would like you to find somebody
queue-until = I have promised your colleague word by { $when }.
queue-done = Done. Somebody else has it now, or it is closed.
queue-gone = The question is no longer with you: somebody else has it, or it is closed.
queue-reminder = The question from { $asker } is still waiting for you to find somebody who can answer.
queue-assign = Give it to a colleague
queue-answer-button = Answer it
queue-assign-title = Give it to a colleague
queue-assign-who = Who should have it?
queue-assign-send = Ask them
queue-assigned = I will ask { $who }, and let your colleague know.
queue-answer-title = Answer it
queue-answered = Your answer is on its way. I will now ask your colleague whether it helped.
queue-over = Have been given more questions than they said yes to: { $people }
queue-audit = Question { $number } ({ $state }) has passed the time I promised. Type `/spire questions` to see where it is.
queue-overview = { $number ->
    [0] No open questions.
    [one] One open question:
   *[other] { $number } open questions, oldest first:
  }
queue-line = { $number } · { $days ->
    [0] today
    [one] 1 day
   *[other] { $days } days
  } · { $topic } · { $state } · { $who } · word by { $when }
queue-no-topic = no topic yet
queue-state-asked = asked
queue-state-held = waits until somebody is back
queue-state-queued = with the organisers
queue-state-taken = taken
queue-state-answered = answered
queue-gaps = Nobody in the directory answers: { $topics }
queue-over-line = { $name } ({ $open } now, said yes to { $slots })
queue-overview-next = The words themselves, and who asks, stay between the two of them.
kind-ask-question = question to somebody
kind-ask-reminder = reminder of a question
kind-ask-conversation = conversation about a question
kind-ask-follow-up = question taken some days ago
kind-ask-helped = thanks for an answer
kind-ask-ended = question withdrawn
kind-ask-message = message about a question
kind-ask-draft = question not sent yet
kind-ask-passed-on = news for who asked
kind-ask-held = question that waits
kind-ask-queued = news for who asked
kind-ask-taken = question taken
kind-ask-still = news for who asked
kind-ask-answered = question answered
kind-ask-queue = question for the organisers
kind-ask-queue-reminder = reminder to the organisers
kind-ask-audit = promise not kept
kind-ask-turn = turn to answer
kind-ask-closed = question closed
kind-ask-remind = reminder of a question
kind-ask-pass-on = passing a question on
kind-ask-wake = question that waits
kind-ask-lapse = question gone quiet
kind-ask-rate-over = question answered
kind-ask-queue-over = reminder to the organisers
kind-ask-draft-remind = question not sent yet
kind-ask-draft-close = question not sent yet
ask-outcome-silent = no answer in time
ask-outcome-declined = not the right one
ask-outcome-away = away
ask-outcome-left = could not be reached
ask-outcome-gave-back = given back
ask-outcome-too-late = somebody else was first
ask-outcome-done = done
ask-outcome-took = taken
ask-reason-nobody = nobody to ask
ask-reason-nobody-left = everybody has been asked
ask-reason-silence = it went quiet
ask-reason-wished = as its asker wished
ask-reason-withdrawn = withdrawn
ask-reason-untouched = never sent
ask-reason-helped = it helped
ask-reason-not-said = answered
reason-question-over = the question had moved on by then
scope-mpim-write = who asks and who answers get no conversation of their own.
manifest-ask = Ask about research, and find the right person
manifest-ask-hint = your question | status
manifest-ask-open = Ask about research
setup-way = *The ordinary way.* I name these numbers under every answer to `/ask`, and when something sounds urgent. Please check that they are right for you.
setup-emergency = Danger to life
setup-doctor = Urgent, but no danger to life
setup-crisis = Somebody to talk to in a crisis
setup-own = The hospital's own number
setup-own-hint = For example: doctor on call 12 34. Shown as you write it.
setup-number-missing = Give a number, for example 112, so that nobody has to look for it when it is urgent.

## Mentors

mentor-title = Find a mentor
mentor-intro = Somebody one step ahead can spare you many detours. I show you up to three people who have room. Nobody hears of it until you choose one.
mentor-what-for = What would you like a mentor for?
mentor-purpose = { $purpose ->
    [start] Getting started with research
    [phd] Doing a PhD
    [postdoc] Postdoc and the years after the PhD
    [clinic] Making clinic and research fit together
    [worklife] Work and life as a researcher
   *[idea] An idea to talk through with somebody
  }
mentor-stage = Where are you now?
mentor-wish = One wish, in your own words
mentor-wish-hint = For example: I care about heart failure and would like to hear what a PhD is like from day to day. Please nothing about patients.
mentor-show = Show me people
mentor-candidates-title = Possible mentors
mentor-candidates = One step ahead of you, and with room just now. Nobody has been told; choose one, and I ask in a private message.
mentor-person =
    {"*"}{ $person }*, { $title }
    { $where }
mentor-mentors = mentors { $stages }
mentor-stages = { $stage ->
    [medical_student] medical students
    [junior_doctor] junior doctors
    [specialist_trainee] specialist trainees
    [phd_student] PhD students
    [postdoc] postdocs
    [specialist] specialists
    [senior_researcher] senior researchers
    [clinical_svp] health professionals in the clinic
   *[svp_master] health professionals with a master's degree
  }
mentor-knows = knows *{ $topics }*
mentor-same-profession = of your own profession
mentor-room = { $room ->
    [1] has room for one more mentee
   *[other] has room for { $room } mentees
  }
mentor-ask = Ask { $name }
mentor-full = { $name } has no room left, sorry. Nobody has been told.
mentor-nobody = Just now I know nobody with room who mentors { $stages }. That is about the places, not about you.
mentor-nobody-programme = Write to { $people }, who runs the mentoring programme and knows more people than I do.
mentor-nobody-organisers = Write to one of the organisers, who know more people than I do: { $people }.
mentor-nobody-next = Or try again in a few weeks with `/mentor`; places come free and new people join.
mentor-asked = { $person } would like you as a mentor.
mentor-about =
    It is about: *{ $purpose }*
    { $stage }
mentor-asked-private = This is between the two of you, nobody else sees it. If it doesn't suit you, you needn't say why. You get { $most } mentees at a time at most.
mentor-accept = Yes, gladly
mentor-decline = Not now
mentor-decline-intro = { $person } is told kindly that you can't just now. You needn't say why.
mentor-decline-note = A line to go with it, if you like
mentor-decline-hint = For example: Try Lars, he has just been through the same.
mentor-decline-send = Send
mentor-reminder = One reminder, so that this isn't lost:
mentor-no = { $state ->
    [declined] { $person } can't be a mentor just now. That is about time, not about you.
    [silent] { $person } hasn't got to your question. The ward is probably busy, and it is not about you.
   *[left] { $person } is no longer in your Slack and can't answer you.
  } I'll gladly show you the next ones.
mentor-no-note = { $person } writes:
mentor-others = Show me the next ones
mentor-stands-asked = { $side ->
    [mentor] { $person } would like you as a mentor.
   *[mentee] Your question is on its way to { $person }, and only the two of you see it. You'll hear from me when there is an answer, and after five working days at the latest.
  }
mentor-stands-propose = { $person } says yes, gladly. The next step is yours: propose three times for a first talk.
mentor-stands-choose = { $person } proposes three times for your first talk. Choose the one that suits you.
mentor-stands-waiting = Thank you. You are the mentor of { $person }, who will now propose three times for a first talk. You only choose the one that suits you.
mentor-proposed =
    You have proposed these times to { $person }:
    { $times }
    I'll write when one of them is chosen.
mentor-agreed = You and { $person } meet for the first time on *{ $when }*.
mentor-agreed-next = Agree between you where; a cup of coffee is enough.
mentor-running = { $side ->
    [mentor] You are the mentor of { $person }.
   *[mentee] { $person } is your mentor.
  }
mentor-over-mentee = { $state ->
    [declined] { $person } couldn't be a mentor this time.
    [silent] { $person } didn't get to answer this time.
    [withdrawn] You have taken back your question to { $person }. Type `/mentor` when you want to ask somebody else.
    [left] { $person } is no longer in your Slack, so this ends here.
   *[ended] You and { $person } are no longer mentor and mentee. You are both told, and nobody asks why.
  }
mentor-over-mentor = { $state ->
    [declined] That is fine. { $person } is told kindly, and nobody else sees it.
    [silent] { $person } has moved on, since five working days had passed. There is nothing you need to do.
    [withdrawn] { $person } has taken the question back. There is nothing you need to do.
    [left] { $person } is no longer in your Slack, so this ends here.
   *[ended] You and { $person } are no longer mentor and mentee. You are both told, and nobody asks why.
  }
mentor-propose = Propose three times
mentor-none-fits = None fits
mentor-move = Find another time
mentor-take-back = Take the question back
mentor-end = End
mentor-done-title = Mentor
mentor-times-title = Three times
mentor-times-intro = Type three times that suit you, the way you would say them. { $person } chooses one of them.
mentor-times-send = Send
mentor-time = { $number ->
    [1] First suggestion
    [2] Second suggestion
   *[other] Third suggestion
  }
mentor-time-hint = For example: Tuesday at 15:00, or: on 4/12 at 8.30
mentor-times-same = You have typed that time already. Type another one.
mentor-meeting = Remember your first talk with { $person }: *{ $when }*.
mentor-talk = *{ $side ->
    [mentor] What you can ask about
   *[mentee] What you can talk about
  }*
mentor-talk-why = What puzzles you so much that you can't leave it alone?
mentor-talk-people = Whom should you know, and which smaller project could you begin in?
mentor-talk-time = Where in the week is there time for it, and who needs to know?
mentor-talk-phd = Where are you in the project, and what is hardest just now?
mentor-talk-next-post = Look up the application template for the next post: what is missing?
mentor-talk-supervisors = How is it going with the supervisors?
mentor-talk-own-line = What is your own line of research, and what is your supervisor's?
mentor-talk-affiliation = Where do you belong in the years after the PhD, and what do you live on?
mentor-talk-week = What does a week look like in which there is room for all of it?
mentor-talk-leave = Who has to say yes to research leave, and when should they be asked?
mentor-talk-energy = What gives you strength, and what takes it?
mentor-talk-no = What can you say no to?
mentor-talk-care = What would the idea change for patients?
mentor-talk-known = What is known already, and who has tried something like it?
mentor-talk-first-step = What is the smallest first step, and who has to be in on it?
mentor-talk-goals = Which one or two goals are realistic until you meet again?
mentor-how = How is it going with you and { $person } as mentor and mentee?
mentor-how-private = I ask each of you alone. Nobody sees your answer, not even { $person }.
mentor-how-well = It goes well
mentor-how-change = It needs a change
mentor-how-ended = We have ended
mentor-well = Good to hear. Keep it up.
mentor-change = Thank you for saying so. Tell { $person } as it is: most things can be changed, how often you meet, what you talk about, and for how long.
mentor-change-helpers = If you would rather talk it over with somebody else first, write to { $people }.
mentor-change-end = Or end it with one click. Nobody asks why, and `/mentor` finds somebody else.
mentor-ended = { $state ->
    [left] { $person } is no longer in your Slack, so your mentorship ends here. Thank you for the time you gave each other.
   *[ended] { $person } has ended your mentorship, as one does when something has had its time. Thank you for the time you gave each other.
  }
mentor-home = My mentor
mentor-home-none = Would you like to talk to somebody one step ahead of you? I'll find up to three who have room.
mentor-home-mentees = My mentees
mentor-find = Find a mentor
mentor-unknown = I can't find that any more. Type `/mentor` to start again.
mentor-yourself = Nobody can be their own mentor. Choose somebody else.
mentor-moved-on = Other times have been proposed meanwhile. Close this and look in our conversation.
mentor-time-gone = That time has passed. Choose another one, or press *None fits*.
kind-mentor-asked = question to a mentor
kind-mentor-reminder = reminder about a mentor
kind-mentor-declined = news about a mentor
kind-mentor-accepted = yes from a mentor
kind-mentor-proposed = times for a first talk
kind-mentor-agreed = first talk agreed on
kind-mentor-meeting = reminder of a first talk
kind-mentor-how = how it goes with the mentor
kind-mentor-ended = end of a mentorship
kind-mentor-expire = question to a mentor without an answer
kind-mentor-forget = deleting a wish for a mentor
manifest-mentor = Find a mentor who is one step ahead of you
manifest-mentor-hint = a wish, if you have one
