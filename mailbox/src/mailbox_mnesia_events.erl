%% What Mnesia tells of itself goes into the log like all else: its own handler prints some of it past the log, with records in it.
-module(mailbox_mnesia_events).
-behaviour(gen_event).
-export([init/1, handle_event/2, handle_info/2, handle_call/2]).

-spec init(term()) -> {ok, none}.
init(_) -> {ok, none}.

-spec handle_event(term(), none) -> {ok, none}.
handle_event({mnesia_system_event, Event}, none) ->
    tell(Event),
    {ok, none};
handle_event(_, none) ->
    {ok, none}.

-spec handle_info(term(), none) -> {ok, none}.
handle_info(Event, none) -> handle_event(Event, none).

-spec handle_call(term(), none) -> {ok, ok, none}.
handle_call(Event, none) ->
    {ok, none} = handle_event(Event, none),
    {ok, ok, none}.

tell({mnesia_info, Format, Arguments}) -> logger:notice(#{what => mnesia_info, text => mailbox_log:text(Format, Arguments)});
tell({mnesia_warning, Format, Arguments}) -> logger:warning(#{what => mnesia_warning, text => mailbox_log:text(Format, Arguments)});
tell({mnesia_error, Format, Arguments}) -> logger:error(#{what => mnesia_error, text => mailbox_log:text(Format, Arguments)});
tell({mnesia_fatal, Format, Arguments, _}) -> logger:critical(#{what => mnesia_fatal, text => mailbox_log:text(Format, Arguments)});
tell({mnesia_overload, Details}) -> logger:warning(#{what => mnesia_overload, text => mailbox_log:text("~0p", [Details])});
tell({inconsistent_database, Context, Node}) -> logger:error(#{what => mnesia_inconsistent, context => Context, node => Node});
tell(_) -> ok.
