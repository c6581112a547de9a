%% One message into the inboxes of its targets.
%%
%% The shard of the recipient decides: it checks the devices of all accounts (of those in other shards by this member's own
%% copy of their tables), and its transaction holds its rows and, as letters, the rows of the other shards. So a message is
%% stored everywhere or nowhere, and whether an id has been seen is known in one place.
-module(mailbox_append).
-include("mailbox.hrl").
-export([append/2, store/4]).
-export_type([append/0, target/0]).

%% Withheld: checked as ever, and not stored (D13).
-type target() :: {mailbox_key:id(), [{pos_integer(), binary()}], Withheld :: boolean()}.
-type append() :: {
    append,
    Sender :: mailbox_key:address(),
    Id :: mailbox_key:id(),
    Ts :: integer(),
    Control :: boolean(),
    mailbox_runs:place(),
    [target()]
}.

-spec append(append(), #state{}) -> mailbox_operation:result().
append({append, Sender, Id, Ts, Control, Place, Targets}, State) ->
    case mailbox_runs:is_ended(Place, State) of
        true ->
            {done, {run_ended}, State};
        false ->
            case mailbox_inboxes:is_device(Sender, State) of
                true -> check({Sender, Id, Ts, Control, Targets}, Place, State);
                false -> {done, {unknown_device}, mailbox_runs:end_by(Place, State)}
            end
    end.

%% A retry is answered as the first one was, whatever has changed since (D2).
check({Sender, Id, Ts, _, Targets} = Append, Place, State) ->
    Key = mailbox_key:message(Sender, Id),
    case {mailbox_seen:find(Key, State), refusal(Sender, Targets, State)} of
        {{FirstTs, _}, _} ->
            {done, {duplicate, FirstTs}, State};
        {undefined, {undefined, Counted}} ->
            {Rows, With} = store(Append, mailbox_seen:add(Key, Ts, 0, Counted)),
            {done, {stored, Ts}, Rows, With};
        {undefined, {Refusal, Counted}} ->
            {done, Refusal, mailbox_runs:end_by(Place, Counted)}
    end.

store({Sender, Id, Ts, Control, Targets}, State) ->
    Kind =
        case Control of
            true -> ?CONTROL;
            false -> ?MESSAGE
        end,
    Send = fun
        ({_, Rows, Withheld}, Acc) when Rows =:= []; Withheld ->
            {[], Acc};
        ({To, Rows, false}, Acc) ->
            mailbox_letters:send(To, {rows, To, Sender, Id, Ts, Kind, Rows}, Acc)
    end,
    {Answers, With} = lists:mapfoldl(Send, State, Targets),
    {lists:append(Answers), With}.

%% Rows for devices of an account of this shard. A device that has gone since gets none, one that is full a marker (D10).
-spec store(
    mailbox_key:id(),
    [{pos_integer(), binary()}],
    {1..6, mailbox_key:address(), mailbox_key:id(), integer()},
    #state{}
) -> {[mailbox_letters:stored()], #state{}}.
store(Account, Rows, {Kind, {From, _} = Sender, Id, Ts}, State) ->
    Add = fun({Device, Envelope}, {Stored, Acc}) ->
        case mailbox_inboxes:find(mailbox_key:device(Account, Device), Acc) of
            undefined ->
                {Stored, Acc};
            Found ->
                case mailbox_rows:is_full(Found, From, byte_size(Envelope), Acc) of
                    {true, Inbox} ->
                        {Stored, mailbox_rows:note_missed(Inbox, Ts, Acc)};
                    {false, Inbox} ->
                        {Seq, With} = mailbox_rows:add(Inbox, {Kind, Sender, Id, Ts, Envelope}, Acc),
                        {[{Account, Device, mailbox_inboxes:epoch(Inbox, Acc), Seq, undefined} | Stored], With}
                end
        end
    end,
    {Stored, With} = lists:foldl(Add, {[], State}, Rows),
    {lists:reverse(Stored), With}.

%% What keeps the append from being stored, if anything does.
refusal(Sender, Targets, State) ->
    Accounts = [{Target, mailbox_inboxes:account(element(1, Target), State)} || Target <- Targets],
    %% Nobody would get what is sent to an account that has lost its last device.
    case [none || {_, Known} <- Accounts, Known =:= undefined orelse element(2, Known) =:= []] of
        [_ | _] -> {{unknown_account}, State};
        [] -> refusal(Sender, Targets, [M || {T, Known} <- Accounts, M <- mismatch(T, Known, Sender)], State)
    end.

refusal(_, _, [_ | _] = Mismatches, State) ->
    {{stale_devices, Mismatches}, State};
refusal({Account, _}, Targets, [], State) ->
    case mailbox_capacity:is_full() of
        true -> {{store_full}, State};
        false -> full(Account, [{To, Rows} || {To, Rows, _} <- Targets, To =/= Account], State)
    end.

%% The rule of `inbox_full': no device of somebody else takes it.
full(_, [], State) ->
    {undefined, State};
full(Sender, [{To, Rows} | Targets], #state{shard = Shard} = State) ->
    case Rows =/= [] andalso mailbox_key:shard(To) =:= Shard andalso all_full(Sender, To, Rows, State) of
        {true, Counted} -> {{inbox_full}, Counted};
        {false, Counted} -> full(Sender, Targets, Counted);
        false -> full(Sender, Targets, State)
    end.

all_full(_, _, [], State) ->
    {true, State};
all_full(Sender, To, [{Device, Envelope} | Rows], State) ->
    Found = mailbox_inboxes:any(mailbox_key:device(To, Device), State),
    case mailbox_rows:is_full(Found, Sender, byte_size(Envelope), State) of
        {true, Inbox} -> all_full(Sender, To, Rows, mailbox_inboxes:put(Inbox, State));
        {false, Inbox} -> {false, mailbox_inboxes:put(Inbox, State)}
    end.

%% A row for each device of the account but the sender, and no other.
mismatch({Account, Rows, _}, {Version, Devices}, Sender) ->
    Wanted = [Device || Device <- Devices, {Account, Device} =/= Sender],
    Named = [Device || {Device, _} <- Rows],
    case lists:sort(Named) of
        Wanted ->
            [];
        _ ->
            Missing = Wanted -- Named,
            Extra = [Device || Device <- uniq(Named), not lists:member(Device, Wanted)],
            [{Account, Version, Missing, Extra}]
    end.

uniq([]) -> [];
uniq([First | Rest]) -> [First | uniq([Other || Other <- Rest, Other =/= First])].
