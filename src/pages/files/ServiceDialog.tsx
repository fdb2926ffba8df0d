import React from 'react';
import { type Steps } from '../common/useAddress';
import { SecondDialog } from '../service/comparison/SecondDialog';
import { useTab } from '../service/useTab';
import { useSecondSteps } from './AgainstService';

/** The service that a file is compared with. */
export function ServiceDialog({ address, onClose }: { address: Steps; onClose(): void }) {
  return <SecondDialog tab={useTab(useSecondSteps(address), '')} address={address} onClose={onClose} />;
}
