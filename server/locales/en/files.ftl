files-send-chosen = Send the chosen files
