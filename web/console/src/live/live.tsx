import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { io } from 'socket.io-client';
import type { Conversation, Message } from '../../../shared/wire.ts';
import { catchUp, onConversation, onMessage } from './live-cache.ts';

const LiveContext = createContext(true);

/** Keeps the data cache true while a console is open: live events, and what was missed after a lost connection. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    const socket = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 10_000, randomizationFactor: 0.5 });
    socket.on('connect', () => {
      setLive(true);
      // At the first connection too: what came between a page's answer and this moment was told to nobody.
      void catchUp(client);
    });
    const lost = () => setLive(false);
    socket.on('disconnect', lost);
    socket.on('connect_error', (error: Error) => {
      lost();
      if (/^(SESSION_ENDED|TOKEN_MISSING)$/.test(error.message)) void client.invalidateQueries({ queryKey: ['me'] });
    });
    socket.on('message', (event: { conversationId: string; item: Message }) => void onMessage(client, event));
    socket.on('conversation', (event: { conversation: Conversation }) => onConversation(client, event.conversation));
    socket.on('agent', () => void client.invalidateQueries({ queryKey: ['agents'] }));
    socket.on('ticket', () => void client.invalidateQueries({ queryKey: ['tickets'] }));
    return () => void socket.disconnect();
  }, [client]);
  return <LiveContext.Provider value={isLive}>{children}</LiveContext.Provider>;
}

/** Whether live updates arrive now. */
export function useIsLive(): boolean {
  return useContext(LiveContext);
}
