%% Takes a shard that has been closed here to another cell: copies it, makes sure that this can no more be undone, and only then
%% has the other cell take it to work. Goes on from its row wherever it has ended, also on another member.
-module(mailbox_mover).
-export([start_link/1]).

%% The copy is given up after it, and the shard is at work here again.
-define(PATIENCE_MS, 15000).
-define(ASK_MS, 10000).
-define(AGAIN_MS, 200).
%% Of one request.
-define(MAX_BYTES, 1048576).
-define(MAX_RECORDS, 2000).
-define(STEP_RECORDS, 16).

-type records() :: [tuple()].

-spec start_link(mailbox_key:shard()) -> {ok, pid()}.
start_link(Shard) -> {ok, proc_lib:spawn_link(fun() -> start(Shard) end)}.

%% Whoever was here before may have ended between writing and flushing.
-spec start(mailbox_key:shard()) -> ok.
start(Shard) ->
    ok = mailbox_commit:await(),
    write(Shard, #{}),
    move(Shard, erlang:monotonic_time(millisecond) + ?PATIENCE_MS).

move(Shard, Until) -> move(Shard, mailbox_place:get(Shard), Until).

move(Shard, {leaving, Number, To}, Until) ->
    Attempt = crypto:strong_rand_bytes(16),
    case copy(Shard, mailbox_settings:cell_of(To), Number + 1, Attempt) of
        ok ->
            note(Shard, {settling, Number, To, Attempt}),
            move(Shard, Until);
        {error, Reason} ->
            case Reason =:= {refused} orelse erlang:monotonic_time(millisecond) > Until of
                true ->
                    logger:warning(#{what => shard_stays, shard => Shard, to => To, reason => Reason}),
                    note(Shard, {owned, Number}),
                    mailbox_shards:look(Shard);
                false ->
                    timer:sleep(?AGAIN_MS),
                    move(Shard, Until)
            end
    end;
move(Shard, {settling, Number, To, Attempt}, Until) ->
    case ask(mailbox_settings:cell_of(To), Shard, {settle, Shard, Number + 1, Attempt}) of
        {settled} ->
            note(Shard, {gone, Number}),
            logger:notice(#{what => shard_has_gone, shard => Shard, to => To, number => Number + 1}),
            mailbox_shards:look(Shard);
        %% Its folders are others.
        {not_here} ->
            note(Shard, {leaving, Number, To}),
            move(Shard, Until);
        _ ->
            timer:sleep(?AGAIN_MS),
            move(Shard, Until)
    end;
move(Shard, _, _) ->
    mailbox_shards:look(Shard).

note(Shard, Place) ->
    {_, Key, _} = Record = mailbox_place:record(Place),
    write(Shard, #{{c, Key} => Record}).

%% A member is missing until the next view. Until then this process stays ended, as shards do.
write(Shard, Writes) ->
    case mailbox_arrivals:write(Shard, Writes) of
        ok -> ok;
        {error, _} -> exit(shutdown)
    end.

ask(undefined, _, _) -> {error, no_such_cell};
ask(Cell, Shard, Operation) -> mailbox_links:ask(Cell, Shard, Operation, ?ASK_MS).

%% Nobody writes the tables meanwhile.
copy(Shard, Cell, Number, Attempt) ->
    try
        {arriving} = ask(Cell, Shard, {arrive, Shard, Number, Attempt}),
        Bring = fun(Kind, Records) -> {brought} = ask(Cell, Shard, {bring, Shard, Attempt, Kind, Records}) end,
        lists:foreach(fun({Kind, Table}) -> pages(Table, fun(Records) -> Bring(Kind, Records) end) end, maps:to_list(mailbox_schema:tables(Shard)))
    catch
        error:{badmatch, Answer} -> {error, Answer}
    end.

pages(Table, Bring) -> pages(ets:select(Table, [{'_', [], ['$_']}], ?STEP_RECORDS), Bring, [], 0).

-spec pages({records(), term()} | '$end_of_table', fun((records()) -> term()), records(), non_neg_integer()) -> ok.
pages('$end_of_table', _, [], _) ->
    ok;
pages('$end_of_table', Bring, Page, _) ->
    _ = Bring(Page),
    ok;
pages(Found, Bring, Page, Bytes) when Bytes > ?MAX_BYTES; length(Page) >= ?MAX_RECORDS ->
    _ = Bring(Page),
    pages(Found, Bring, [], 0);
pages({Records, Continuation}, Bring, Page, Bytes) ->
    Brought = [Record || Record <- Records, element(2, Record) =/= mailbox_place:key()],
    pages(ets:select(Continuation), Bring, Brought ++ Page, Bytes + lists:sum([erlang:external_size(Record) || Record <- Brought])).
