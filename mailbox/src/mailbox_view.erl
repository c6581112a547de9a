%% Who is a member, and what follows from that: this node's way into the view, and the changes of the view when nodes come
%% and go. The lowest-named member that is there makes the changes.
-module(mailbox_view).
-behaviour(gen_server).
-export([start_link/0, drop/1, is_majority/1, again/1]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(AGAIN_MS, 200).
-define(REOPEN_MS, 1000).
%% While it waits it says what for.
-define(TELL_MS, 10000).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% These have missed a flush, or are not there any more.
-spec drop([node()]) -> ok.
drop(Nodes) ->
    {Number, Members} = mailbox_view_file:running(),
    case Members -- Nodes of
        [Leader | _] -> gen_server:cast({?MODULE, Leader}, {drop, Number, Nodes});
        [] -> ok
    end.

%% Of all nodes there are to be.
-spec is_majority([node()]) -> boolean().
is_majority(Nodes) ->
    #{nodes := All} = mailbox_settings:get(),
    length(Nodes) >= length(All) div 2 + 1.

%% From the start: with other tables loaded, from those who are members.
-spec again(term()) -> no_return().
again(Why) ->
    logger:warning(#{what => starting_again, why => Why}),
    halt(75, [{flush, false}]).

-spec init([]) -> {ok, starting}.
init([]) ->
    ok = net_kernel:monitor_nodes(true),
    %% After a failure of this process nobody knows what it has missed.
    _ = element(1, mailbox_view_file:status()) =:= running andalso again(failure),
    self() ! {open, now_ms()},
    _ = erlang:send_after(?REOPEN_MS, self(), reopen),
    {ok, starting}.

-spec handle_call(term(), {pid(), term()}, starting | running) -> {reply, term(), starting | running}.
handle_call({join, Node}, _, running) ->
    {_, Members} = mailbox_view_file:running(),
    Joined = mailbox_change:to(lists:usort([Node | Members])),
    %% Its shards are closed by now: whatever has become of that node, the members go on as they were.
    _ = Joined =:= ok orelse changed(mailbox_change:to(Members)),
    {reply, Joined, running};
handle_call({join, _}, _, starting) ->
    {reply, {error, starting}, starting}.

-spec handle_cast(term(), starting | running) -> {noreply, starting | running}.
handle_cast({drop, Number, Nodes}, running) ->
    _ = Number =:= element(1, mailbox_view_file:running()) andalso gone(Nodes),
    {noreply, running};
handle_cast(_, State) ->
    {noreply, State}.

-spec handle_info(term(), starting | running) -> {noreply, starting | running}.
handle_info({open, Told}, starting) ->
    case mailbox_entry:enter() of
        running ->
            {noreply, running};
        {waiting, Why} ->
            _ = erlang:send_after(?AGAIN_MS, self(), {open, told(Why, Told, now_ms())}),
            {noreply, starting}
    end;
handle_info(reopen, State) ->
    mailbox_shards:reopen(),
    _ = erlang:send_after(?REOPEN_MS, self(), reopen),
    {noreply, State};
handle_info({nodedown, Node}, running) ->
    gone([Node]),
    {noreply, running};
%% From whoever has made a view without this node.
handle_info(dropped, running) ->
    again(dropped);
handle_info(_, State) ->
    {noreply, State}.

told(Why, Told, Now) when Now - Told >= ?TELL_MS ->
    logger:notice(Why#{what => waiting}),
    Now;
told(_, Told, _) ->
    Told.

now_ms() -> erlang:monotonic_time(millisecond).

%% These members are gone, or as good as that.
gone(Nodes) ->
    #{nodes := All} = mailbox_settings:get(),
    {_, Members} = mailbox_view_file:running(),
    Reachable = [Node || Node <- [node() | nodes()] -- Nodes, lists:member(Node, All)],
    Left = [Member || Member <- Members, lists:member(Member, Reachable)],
    if
        Left =:= Members; All =:= [] ->
            ok;
        hd(Left) =:= node() ->
            %% Where there is no majority nothing can be answered any more.
            _ = is_majority(Reachable) orelse again(no_majority),
            changed(mailbox_change:to(Left));
        true ->
            _ = is_majority(Reachable) orelse again(no_majority),
            ok
    end.

changed(ok) -> ok;
changed({error, Reason}) -> again(Reason).
