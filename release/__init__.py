"""What a release is made of: archive, loaders, metadata, workbook."""
