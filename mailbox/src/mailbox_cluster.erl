%% Where the shards are at work.
-module(mailbox_cluster).
-export([configure/1, view/0, primary/1, primary/2, send/2, flush_everywhere/0]).

-define(KEY, {mailbox, members}).
%% A member that needs longer is dropped.
-define(FLUSH_MS, 2000).

%% The current view; without members: none is, and no shard is at work.
-spec configure(mailbox_view_file:view()) -> ok.
configure({Number, Members}) -> persistent_term:put(?KEY, {Number, lists:sort(Members)}).

-spec view() -> mailbox_view_file:view().
view() -> persistent_term:get(?KEY, {0, []}).

%% The member at which a shard is at work.
-spec primary(mailbox_key:shard()) -> node() | undefined.
primary(Shard) -> primary(Shard, view()).

-spec primary(mailbox_key:shard(), mailbox_view_file:view()) -> node() | undefined.
primary(_, {_, []}) -> undefined;
primary(Shard, {_, Members}) -> lists:nth(Shard rem length(Members) + 1, lists:sort(Members)).

%% To a shard, wherever it is; may be lost.
-spec send(mailbox_key:shard(), term()) -> ok.
send(Shard, Message) ->
    case primary(Shard) of
        undefined ->
            ok;
        Node ->
            _ = erlang:send({mailbox_shard:name(Shard), Node}, Message, [noconnect]),
            ok
    end.

%% Returns once every member has flushed. When one has not, it is dropped, and this ends with a failure: the shards are then
%% closed, and what has not been answered is asked again.
-spec flush_everywhere() -> ok.
flush_everywhere() ->
    {_, Members} = view(),
    Asked = [{Node, erpc:send_request(Node, mailbox_flush, local, [])} || Node <- Members -- [node()]],
    ok = mailbox_flush:local(),
    case [Node || {Node, Request} <- Asked, flushed(Request) =/= ok] of
        [] when Members =/= [] ->
            ok;
        Failed ->
            mailbox_view:drop(Failed),
            exit({not_flushed, Failed})
    end.

flushed(Request) ->
    try
        erpc:receive_response(Request, ?FLUSH_MS)
    catch
        _:Reason -> Reason
    end.
