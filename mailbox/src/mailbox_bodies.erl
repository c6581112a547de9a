%% Envelopes that many rows share: what goes to all devices of a group is stored once in each shard.
-module(mailbox_bodies).
-include("mailbox.hrl").
-export([next/1, add/5, find/2, release/2, envelope/2]).

%% The number that the next one is added under.
-spec next(#state{}) -> {pos_integer(), #state{}}.
next(#state{body = Last} = State) -> {Last + 1, State#state{body = Last + 1}}.

%% With its group, its place there, and the number of its rows.
-spec add(pos_integer(), {mailbox_key:id(), non_neg_integer()}, binary(), pos_integer(), #state{}) -> #state{}.
add(Body, {Group, Seq}, Envelope, Rows, State) ->
    With = mailbox_draft:put(q, {q, {body, Body}, {Group, Seq, Envelope}}, State),
    mailbox_draft:put(c, {c, {rows, Body}, Rows}, With).

-spec find(pos_integer(), #state{}) -> {mailbox_key:id(), non_neg_integer()}.
find(Body, State) ->
    {q, _, {Group, Seq, _}} = mailbox_draft:get(q, {body, Body}, State),
    {Group, Seq}.

%% One row less. The last one takes the body along.
-spec release(binary() | {body, pos_integer()}, #state{}) -> #state{}.
release({body, Body}, State) ->
    case mailbox_draft:get(c, {rows, Body}, State) of
        {c, Key, Rows} when Rows > 1 -> mailbox_draft:put(c, {c, Key, Rows - 1}, State);
        _ -> mailbox_draft:delete(c, {rows, Body}, mailbox_draft:delete(q, {body, Body}, State))
    end;
release(_, State) ->
    State.

-spec envelope(binary() | {body, pos_integer()}, #state{}) -> binary().
envelope({body, Body}, State) ->
    {q, _, {_, _, Envelope}} = mailbox_draft:get(q, {body, Body}, State),
    Envelope;
envelope(Envelope, _) ->
    Envelope.
