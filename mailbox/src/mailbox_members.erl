%% What a node tells clients of itself and of the others.
-module(mailbox_members).
-export([describe/0, operate/1, find/1]).

%% The view's number, this node's name, and the members, in the order that shards are dealt out in.
-spec describe() -> tuple().
describe() ->
    {Number, Members} = mailbox_cluster:view(),
    {Number, atom_to_binary(node()), [atom_to_binary(Member) || Member <- Members]}.

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

%% The process of a shard that is at work here.
-spec find(mailbox_key:shard()) -> pid() | undefined.
find(Shard) ->
    case mailbox_cluster:primary(Shard) =:= node() of
        true -> whereis(mailbox_shard:name(Shard));
        false -> undefined
    end.
