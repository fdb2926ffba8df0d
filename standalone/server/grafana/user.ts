/** The one person who uses the standalone mode; there is no login. */
export interface User {
  uid: string;
  login: string;
}

export const LOCAL_USER: User = { uid: 'standalone', login: 'standalone' };

/** The user as Grafana's boot data and `GET /api/user` have it. */
export function describeUser(user: User) {
  return {
    id: 1,
    uid: user.uid,
    login: user.login,
    name: 'Standalone',
    email: '',
    theme: '',
    orgId: 1,
    isGrafanaAdmin: false,
    isDisabled: false,
    isExternal: false,
    authLabels: [],
    avatarUrl: '',
  };
}
