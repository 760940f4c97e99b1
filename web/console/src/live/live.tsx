import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { outgoing } from '../conversation/outgoing.ts';
import { postReplies } from '../conversation/use-conversation.ts';
import { keepFor } from '../parts/session-keep.ts';
import { useMe } from '../session/use-me.ts';

/** When the connection's program could not be fetched it is tried again, ms. */
const COME_BACK_MS = 1_000;

const LiveContext = createContext(true);

/** Keeps the data cache true while a console is open. The page stands first; what connects it is fetched beside it. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [isLive, setLive] = useState(true);
  const me = useMe().data?.id;
  useEffect(() => {
    if (me === undefined) return;
    if (keepFor(me)) outgoing.forget();
    outgoing.serve(postReplies(client));
  }, [client, me]);
  useEffect(() => {
    let end = () => {};
    let isOver = false;
    let trying: ReturnType<typeof setTimeout> | undefined;
    const begin = () =>
      import('./socket.ts').then(
        ({ openSocket }) => {
          if (!isOver) end = openSocket(client, setLive);
        },
        () => {
          setLive(false);
          if (!isOver) trying = setTimeout(begin, COME_BACK_MS);
        },
      );
    void begin();
    return () => {
      isOver = true;
      clearTimeout(trying);
      end();
    };
  }, [client]);
  return <LiveContext.Provider value={isLive}>{children}</LiveContext.Provider>;
}

/** Whether live updates arrive now. */
export function useIsLive(): boolean {
  return useContext(LiveContext);
}
