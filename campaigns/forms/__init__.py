"""What people type about the field. Here it is found well-formed or not; whether it is allowed, actions say."""
