%% What a node tells clients of itself and of the others.
-module(mailbox_members).
-export([describe/0, operate/1, find/2, devices/2]).

%% The view's number, this node's name, the members, in the order that shards are dealt out in, and which shards are this cell's.
-spec describe() -> tuple().
describe() ->
    {Number, Members} = mailbox_cluster:view(),
    {Number, atom_to_binary(node()), [atom_to_binary(Member) || Member <- Members], terms(Members)}.

terms([]) -> <<>>;
terms(_) -> mailbox_place:terms().

%% Operations of the node itself.
-spec operate(term()) -> tuple().
operate({busy}) -> {busy, mailbox_gauges:busy()};
operate({view}) -> {view, describe()};
operate({clock, Now, Monotonic}) when is_integer(Now), is_integer(Monotonic) ->
    case mailbox_settings:get() of
        #{test_clock := true} ->
            mailbox_clock:set(Now, Monotonic),
            {clock};
        _ ->
            {error, refused}
    end;
operate(_) ->
    {error, unknown}.

%% The process that does it, if it is here.
-spec find(mailbox_key:shard(), tuple()) -> pid() | undefined.
find(Shard, Operation) ->
    case mailbox_cluster:primary(Shard) =:= node() of
        true ->
            case mailbox_arrivals:is_for(Operation) of
                true -> whereis(mailbox_arrivals);
                false -> whereis(mailbox_shard:name(Shard))
            end;
        false ->
            undefined
    end.

%% Device lists of accounts of a shard that is at work here, for shards of other cells: as these would read them if they had
%% the tables.
-spec devices(mailbox_key:shard(), [mailbox_key:id()]) -> tuple().
devices(Shard, Accounts) ->
    #{c := Table} = mailbox_schema:tables(Shard),
    {devices, [devices_of(ets:lookup(Table, {account, Account})) || Account <- Accounts]}.

devices_of([{c, _, Known}]) -> Known;
devices_of([]) -> undefined.
