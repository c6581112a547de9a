%% The limits that clients work by. They come with a client's hello: there is one table of them, and it is not here.
-module(mailbox_limits).
-export([set/1, get/0, check/1]).
-export_type([limits/0]).

-type limits() :: #{
    max_inbox_rows := pos_integer(),
    max_inbox_bytes := pos_integer(),
    max_sender_share := number(),
    max_ids_per_receipt := pos_integer(),
    max_group_outbox_rows := pos_integer(),
    max_time_ahead_ms := non_neg_integer()
}.

-define(KEY, {mailbox, limits}).

%% The last hello counts.
-spec set(limits() | none) -> ok.
set(none) ->
    ok;
set(Limits) ->
    case persistent_term:get(?KEY, undefined) of
        Limits -> ok;
        _ -> persistent_term:put(?KEY, Limits)
    end.

%% Before the first hello: what a server has that nobody has configured.
-spec get() -> limits().
get() ->
    persistent_term:get(?KEY, #{
        max_inbox_rows => 50000,
        max_inbox_bytes => 256 * 1024 * 1024,
        max_sender_share => 0.25,
        max_ids_per_receipt => 200,
        max_group_outbox_rows => 100000,
        max_time_ahead_ms => 60000
    }).

%% From the wire.
-spec check(term()) -> {ok, limits() | none} | error.
check({Rows, Bytes, Share, Ids, Outbox, Ahead}) when
    is_integer(Rows), Rows > 0, is_integer(Bytes), Bytes > 0, is_number(Share), Share > 0, Share =< 1,
    is_integer(Ids), Ids > 0, is_integer(Outbox), Outbox > 0, is_integer(Ahead), Ahead >= 0 ->
    {ok, #{
        max_inbox_rows => Rows,
        max_inbox_bytes => Bytes,
        max_sender_share => Share,
        max_ids_per_receipt => Ids,
        max_group_outbox_rows => Outbox,
        max_time_ahead_ms => Ahead
    }};
%% A node of another cell knows none of its own.
check(none) ->
    {ok, none};
check(_) ->
    error.
