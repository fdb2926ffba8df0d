import { runThread } from './thread';

/** The program of a store's threads that do nothing beside its own calls. */
void runThread(async () => ({}));
