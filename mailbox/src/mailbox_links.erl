%% The way to the nodes of other cells: a link to each, and which of them has a shard at work, by what they say of themselves.
-module(mailbox_links).
-behaviour(supervisor).
-export([start_link/0, init/1, seen/2, lost/0, letters/3, reaches/2, ask/4]).

%% What a node has last said: its cell, its name, and its view.
-type route() :: {Link :: pid(), Cell :: pos_integer(), Name :: binary(), Number :: non_neg_integer(), Members :: [binary()], Terms :: binary()}.

%% The table outlives the links that write it.
-define(ROUTES, mailbox_routes).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> supervisor:start_link({local, ?MODULE}, ?MODULE, []).

-spec init([]) -> {ok, {supervisor:sup_flags(), [supervisor:child_spec()]}}.
init([]) ->
    ?ROUTES = ets:new(?ROUTES, [named_table, public, {read_concurrency, true}]),
    #{cells := Cells} = mailbox_settings:get(),
    Children = [
        #{id => {Number, Address}, start => {mailbox_link, start_link, [Number, Address]}}
     || {Number, Cell} <- lists:zip(lists:seq(1, length(Cells)), Cells), Address <- Cell
    ],
    {ok, {#{strategy => one_for_one, intensity => 50, period => 10}, Children}}.

%% Of the link's own node.
-spec seen(pos_integer(), tuple()) -> ok.
seen(Cell, {Number, Name, Members, Terms}) ->
    true = ets:insert(?ROUTES, {self(), Cell, Name, Number, Members, Terms}),
    ok.

-spec lost() -> ok.
lost() ->
    true = ets:delete(?ROUTES, self()),
    ok.

%% To a shard of another cell; may be lost. The answer comes as from a shard of this one.
-spec letters(mailbox_key:shard(), mailbox_key:shard(), [{pos_integer(), mailbox_letters:letter()}]) -> ok.
letters(To, From, Letters) ->
    case of_shard(To, ets:tab2list(?ROUTES)) of
        undefined -> ok;
        Link -> mailbox_link:letters(Link, {From, self()}, To, Letters)
    end.

%% Whether there is a link to the node of that cell where the shard would be at work.
-spec reaches(pos_integer(), mailbox_key:shard()) -> boolean().
reaches(Cell, Shard) -> of_cell(Cell, Shard, ets:tab2list(?ROUTES)) =/= undefined.

%% Of the node of that cell where the shard would be at work.
-spec ask(pos_integer(), mailbox_key:shard(), tuple(), timeout()) -> tuple().
ask(Cell, Shard, Operation, TimeoutMs) ->
    case of_cell(Cell, Shard, ets:tab2list(?ROUTES)) of
        undefined -> {error, no_link};
        Link -> mailbox_link:ask(Link, Shard, Operation, TimeoutMs)
    end.

%% The highest number counts: a cell that says less has not heard that the shard has gone.
-spec of_shard(mailbox_key:shard(), [route()]) -> pid() | undefined.
of_shard(Shard, Routes) ->
    case [{Term, Cell} || {_, Cell, _, _, _, Terms} <- Routes, Term <- [term_of(Shard, Terms)], Term > 0] of
        [] ->
            undefined;
        Claims ->
            {_, Cell} = lists:max(Claims),
            of_cell(Cell, Shard, Routes)
    end.

of_cell(Cell, Shard, Routes) ->
    case [{Number, Members} || {_, Of, _, Number, [_ | _] = Members, _} <- Routes, Of =:= Cell] of
        [] ->
            undefined;
        Views ->
            {_, Members} = lists:max(Views),
            Primary = lists:nth(Shard rem length(Members) + 1, Members),
            case [Link || {Link, Of, Name, _, _, _} <- Routes, Of =:= Cell, Name =:= Primary] of
                [Link | _] -> Link;
                [] -> undefined
            end
    end.

term_of(Shard, Terms) when byte_size(Terms) >= (Shard + 1) * 4 -> binary:decode_unsigned(binary:part(Terms, Shard * 4, 4));
term_of(_, _) -> 0.
